/** Tests of CPython that are ported, but where ours does another thing on purpose: what, and why. */
import type { Notes } from './board.js';

// What is said of several.
const noCurrentLoop =
  "CPython: RuntimeError 'There is no current event loop'; here 'no running event loop', for there is no current loop besides the running one.";
const thenables =
  'what looks like a future in JavaScript is a thenable: it is followed by a future, not given back';
const shorterText =
  'CPython’s text begins with the class’s module and the object’s address, ours with the class’s name alone: JavaScript objects have no address';
const deadlock =
  'where CPython’s test needs a timeout to notice a lost wake-up, ours is told of the deadlock';
const messages =
  'QueueEmpty and QueueFull have a message here, with the queue in it and what to do; CPython’s have none';
const inOrderMade =
  'CPython cancels the tasks of a group in the order of a set: any. Here it is the order in which they were made, and the test pins it.';
const errorsInOrderMade =
  'The errors are in the order in which the tasks were cancelled: any in CPython, that of a set; here the order in which the tasks were made.';
const oneGroupClass =
  'CPython: a BaseExceptionGroup, because one error is no Exception. Here: an ExceptionGroup, the one class of groups, and the odd error is a thrown value that is no Error.';
const secondLine = "CPython's message is the first line; here a second one says what to do.";
const undefinedForNone = 'when() is undefined for None, whether null or undefined was given.';
const causeOfTimeout =
  'The cause of the TimeoutError is its CancelledError, as in CPython; what CPython chains to that through __context__ is not there.';
const noContext =
  'What CPython chains through __context__ is not there: JavaScript has cause alone. The error itself passes unchanged, without a cause.';
const contextIsCause = 'What is __context__ of the TimeoutError in CPython is its cause.';
const typeError = 'TypeError, as in CPython 3.14, not ValueError';
const noneIsUndefined = 'None is undefined.';
const signalNames = 'Signals go by name: a number is the wrong type, a name of no signal the wrong value';

export const differs: Notes = {
  'test_tasks.BaseTaskTests.test_ensure_future_coroutine':
    'there is no current loop besides the running one, so that part is left out',
  'test_tasks.BaseTaskTests.test_get_stack':
    'getStack() also knows the calls inside a suspended coroutine, and a limit counts from the innermost; CPython gives the outermost coroutine only',
  'test_tasks.BaseTaskTests.test_cancel_with_message_then_future_result':
    'a message that is a number becomes its text, for the message of a JavaScript error is a string',
  'test_tasks.BaseTaskTests.test_cancel_with_message_then_future_exception':
    'a message that is a number becomes its text, for the message of a JavaScript error is a string',
  'test_tasks.BaseTaskTests.test_cancel_traceback_for_future_result':
    'in debug mode only, for a stack costs five times the rest of a cancellation. It is fixed where the error is made: it shows the interrupted line, not the awaiting one, which getStack() knows',
  'test_tasks.BaseTaskTests.test_cancel_traceback_for_future_exception':
    'in debug mode only, for a stack costs five times the rest of a cancellation',
  'test_tasks.BaseTaskTests.test_wait_errors':
    'CPython throws when wait() is first awaited, here the call throws; the messages have a second line with a way out.',
  'test_tasks.BaseTaskTests.test_as_completed_same_tasks_in_as_out':
    'async for is the protocol of asyncFor (aiter, anext, aclose), driven by hand: the package does not depend on iterators.',
  'test_tasks.BaseTaskTests.test_as_completed_coroutine_without_loop':
    "CPython: RuntimeError 'There is no current event loop'; here 'no running event loop', for there is no current loop besides the running one. Thrown by the call, not by the first item.",
  'test_tasks.BaseTaskTests.test_iscoroutinefunction': 'generator functions are coroutine functions',
  'test_tasks.BaseTaskTests.test_shield_coroutine_without_loop': noCurrentLoop,
  'test_tasks.BaseTaskTests.test_shield_coroutine_use_global_loop':
    'CPython takes the loop that set_event_loop() made current; here a task made for the loop, createTask(coroutine, { loop }), names it.',
  'test_tasks.BaseTaskTests.test_as_completed_invalid_args':
    'CPython may throw at the call or the first item, here always the call throws.',
  'test_tasks.BaseTaskTests.test_wait_invalid_args':
    'CPython throws when wait() is first awaited, here the call throws.',
  'test_tasks.BaseTaskTests.test_log_destroyed_pending_task':
    'a loop holds its tasks strongly until they are done: none vanishes, so there is nothing to report',
  'test_tasks.BaseTaskTests.test_cancel_gather_2':
    "CPython also hands on a message that is no string, such as 5; a message is a string here, as an Error's is, and none is ''.",
  'test_tasks.BaseTaskTests.test_error_in_call_soon':
    'a task that could not be queued was never listed, so no half-made task is reported as destroyed',
  'test_tasks.BaseTaskIntrospectionTests.test__register_task_1':
    'asked of a class that extends Task and whose getLoop() is broken: there are no hooks for foreign classes of tasks',
  'test_tasks.BaseTaskIntrospectionTests.test__register_task_2':
    'asked of a class that extends Task: there are no hooks for foreign classes of tasks',
  'test_tasks.BaseTaskIntrospectionTests.test__register_task_3':
    'asked of a task on which a result was forced: there are no hooks for foreign classes of tasks',
  'test_tasks.BaseTaskIntrospectionTests.test__enter_task':
    "asked of a task's own step: there are no hooks for foreign classes of tasks",
  'test_tasks.BaseTaskIntrospectionTests.test__enter_task_failure':
    "asked of a loop that is driven inside a task's step: there are no hooks for foreign classes of tasks",
  'test_tasks.BaseTaskIntrospectionTests.test__leave_task':
    "asked of a task's own step: there are no hooks for foreign classes of tasks",
  'test_tasks.BaseTaskIntrospectionTests.test__unregister_task':
    'asked of tasks that end: there are no hooks for foreign classes of tasks',
  'test_tasks.BaseTaskIntrospectionTests.test__unregister_task_not_registered':
    'asked of a task that is woken once more when it is done: there are no hooks for foreign classes of tasks',
  'test_tasks.FutureGatherTests.test_constructor_empty_sequence_without_loop': noCurrentLoop,
  'test_tasks.CoroutineGatherTests.test_constructor_without_loop': noCurrentLoop,
  'test_tasks.CoroutineGatherTests.test_constructor_use_global_loop':
    'CPython takes the loop that set_event_loop() made current; here a task made for the loop names it for all coroutines beside it.',
  'test_tasks.CoroutineGatherTests.test_issue46672':
    'CPython refuses the dict because it cannot be hashed; here because it cannot be awaited. Both are TypeErrors.',
  'test_futures.DuckTests.test_wrap_future': thenables,
  'test_futures.DuckTests.test_ensure_future': thenables,
  'test_futures.BaseFutureTests.test_isfuture': 'goes by the class, not by a mark',
  'test_futures.BaseFutureTests.test_copy_state':
    'between a future and one that follows it by way of a promise',
  'test_futures.BaseFutureTests.test_wrap_future_cancel':
    'a promise cannot be cancelled; a function that makes one is told by an AbortSignal',
  'test_locks.LockTests.test_repr': shorterText,
  'test_locks.EventTests.test_repr': shorterText,
  'test_locks.ConditionTests.test_repr': shorterText,
  'test_locks.ConditionTests.test_cancelled_wakeup': deadlock,
  'test_locks.ConditionTests.test_cancelled_wakeup_relock': deadlock,
  'test_locks.SemaphoreTests.test_repr': shorterText,
  'test_locks.SemaphoreTests.test_acquire_no_hang': deadlock,
  'test_locks.BarrierTests.test_repr': shorterText,
  'test_queues.QueueBasicTests.test_repr':
    'CPython’s repr adds the object’s address to what str shows; JavaScript objects have no address, so the console shows what String() does',
  'test_queues.QueueGetTests.test_nonblocking_get_exception': messages,
  'test_queues.QueuePutTests.test_nonblocking_put_exception': messages,
  'test_taskgroups.TestTaskGroup.test_cancellation': inOrderMade,
  'test_taskgroups.TestTaskGroup.test_taskgroup_07': inOrderMade,
  'test_taskgroups.TestTaskGroup.test_taskgroup_08': errorsInOrderMade,
  'test_taskgroups.TestTaskGroup.test_taskgroup_11': errorsInOrderMade,
  'test_taskgroups.TestTaskGroup.test_taskgroup_12': errorsInOrderMade,
  'test_taskgroups.TestTaskGroup.test_taskgroup_20':
    'The classes that end the program are KeyboardInterrupt and SystemExit of the library; JavaScript has none.',
  'test_taskgroups.TestTaskGroup.test_taskgroup_20a': oneGroupClass,
  'test_taskgroups.TestTaskGroup.test_taskgroup_21a': oneGroupClass,
  'test_taskgroups.TestTaskGroup.test_taskgroup_23':
    "The number of tasks is read from the group's text, for the set is private.",
  'test_taskgroups.TestTaskGroup.test_taskgroup_no_create_task_after_failure': secondLine,
  'test_taskgroups.TestTaskGroup.test_taskgroup_already_entered': secondLine,
  'test_taskgroups.TestTaskGroup.test_taskgroup_double_enter': secondLine,
  'test_taskgroups.TestTaskGroup.test_taskgroup_finished': secondLine,
  'test_taskgroups.TestTaskGroup.test_taskgroup_not_entered': secondLine,
  'test_taskgroups.TestTaskGroup.test_taskgroup_without_parent_task': secondLine,
  'test_taskgroups.TestTaskGroup.test_coro_closed_when_tg_closed':
    'CPython: no RuntimeWarning about a coroutine never awaited. Here: no report to the exception handler, in debug mode.',
  'test_taskgroups.TestTaskGroup.test_nested_groups_both_cancelled':
    "Same behaviour; CPython's test never reaches its check of the count of 1, ours makes it.",
  'test_timeouts.TimeoutTests.test_timeout_disabled': undefinedForNone,
  'test_timeouts.TimeoutTests.test_timeout_at_disabled': undefinedForNone,
  'test_timeouts.TimeoutTests.test_timeout_exception_context': causeOfTimeout,
  'test_timeouts.TimeoutTests.test_foreign_exception_on_timeout': noContext,
  'test_timeouts.TimeoutTests.test_foreign_exception_on_timeout_2': noContext,
  'test_timeouts.TimeoutTests.test_repr_active':
    'A number without fraction shows as 10, not 10.0, as JavaScript prints numbers.',
  'test_timeouts.TimeoutTests.test_repr_disabled': 'The text shows undefined for None.',
  'test_timeouts.TimeoutTests.test_nested_timeout_in_finally': causeOfTimeout,
  'test_timeouts.TimeoutTests.test_timeout_already_entered': secondLine,
  'test_timeouts.TimeoutTests.test_timeout_double_enter': secondLine,
  'test_timeouts.TimeoutTests.test_timeout_finished': secondLine,
  'test_timeouts.TimeoutTests.test_timeout_expired': secondLine,
  'test_timeouts.TimeoutTests.test_timeout_expiring': secondLine,
  'test_timeouts.TimeoutTests.test_timeout_not_entered': secondLine,
  'test_timeouts.TimeoutTests.test_timeout_without_task': secondLine,
  'test_timeouts.TimeoutTests.test_timeout_taskgroup': noContext,
  'test_waitfor.AsyncioWaitForTest.test_wait_for_waits_for_task_cancellation': contextIsCause,
  'test_waitfor.AsyncioWaitForTest.test_wait_for_waits_for_task_cancellation_w_timeout_0': contextIsCause,
  'test_runners.RunTests.test_asyncio_run_only_coro': typeError,
  'test_runners.RunTests.test_asyncio_run_from_running_loop':
    'run() gives a promise and does not block, so a run inside a run is a program of its own',
  'test_runners.RunnerTests.test_run_non_coro': typeError,
  'test_runners.RunnerTests.test_run_future': typeError,
  'test_runners.RunnerTests.test_recursive_run': 'the refused coroutine is reported in debug mode only',
  'test_staggered.StaggeredTests.test_empty': noneIsUndefined,
  'test_staggered.StaggeredTests.test_none_successful': noneIsUndefined,
  'test_base_events.BaseEventLoopTests.test_call_soon_non_callable':
    'CPython refuses what cannot be called in debug mode only; here it is refused in any mode',
  'test_base_events.BaseEventLoopTests.test__run_once_cancelled_event_cleanup':
    'CPython sweeps at the start of a turn once more than 100 timers are held and over half are cancelled; here when a timer is cancelled, from more than 64 on, so that they cannot pile up within a turn either',
  'test_base_events.BaseEventLoopTests.test_set_exc_handler_custom':
    "CPython adds the creation traceback to the context under a key of its own; here the handle's text says where it was made",
  'test_base_events.BaseEventLoopTests.test_create_task':
    "CPython's loop has a method to override; here the loop knows no tasks, and the task factory is the one place for it",
  'test_base_events.RunningLoopTests.test_running_loop_within_a_loop':
    'CPython refuses a second loop in a thread; here several loops may be under way at once, and each callback knows its own',
  'test_events.EventLoopTestsMixin.test_add_signal_handler': signalNames,
  'test_events.HandleTests.test_callback_with_exception':
    "The same: in debug mode the handle's text says where it was made, there is no key source_traceback",
  'test_events.TimerTests.test_timer_comparison':
    'CPython leaves the order of timers due at the same time open, and calls some equal; here they run in the order they were made, and none are equal',
  'test_events.PolicyTests.test_get_event_loop_after_set_none':
    'No loop can be set as the current one: it is an error to ask for one whenever none is under way',
  'test_events.GetEventLoopTestsMixin.test_get_event_loop_returns_running_loop':
    'The other loop is one that is under way, since none can be set as the current one',
  'test_events.GetEventLoopTestsMixin.test_get_event_loop_returns_running_loop2':
    'Outside of callbacks the only loop under way takes the place of the one that was set as the current loop',
  'test_unix_events.SelectorEventLoopSignalTests.test_check_signal': signalNames,
  'test_context.ContextTest.test_context_subclassing_1':
    'JavaScript cannot forbid to extend a class; contexts and variables may be extended and work, tokens refuse to be made',
  'test_context.ContextTest.test_context_threads_1':
    'threads share no module in JavaScript; programs that take turns have a context each',
  'test_context.HamtTest.test_hamt_keys_1': 'asked of a context, which is what has keys() here',
};
