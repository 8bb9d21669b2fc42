/** Tests of CPython that hold nothing that could hold here, each with its reason. */
import type { Notes } from './board.js';

export const absent: Notes = {
  'test_tasks.BaseTaskIntrospectionTests.test__leave_task_failure1':
    "_leave_task is a hook for other implementations of Task; here a task leaves at the end of its own step, so nobody can leave in another one's place",
  'test_tasks.BaseTaskIntrospectionTests.test__leave_task_failure2':
    '_leave_task is a hook for other implementations of Task; here a task leaves at the end of its own step, so nobody can leave without having entered',
  'test_tasks.FutureGatherTests.test_constructor_empty_sequence_use_global_loop':
    'There is no current loop besides the running one (README of loop and combinators), and an empty gather has no child to name its loop: outside a running loop it is refused.',
  'test_futures.BaseFutureTests.test_constructor_use_global_loop':
    'there is no current loop besides the running one (no set_event_loop): elsewhere, the loop is given as an option',
  'test_futures.BaseFutureTests.test_wrap_future_use_global_loop':
    'there is no current loop besides the running one (no set_event_loop): elsewhere, the loop is given as an option',
  'test_runners.RunTests.test_asyncio_run_without_uncancel':
    'what a task factory makes extends Task, and so has uncancel(): a foreign class that lacks it cannot be a task',
  'test_events.PolicyTests.test_set_event_loop':
    'There is no current loop to set besides the running one (no policies): functions that need a loop elsewhere take it as an option',
};
