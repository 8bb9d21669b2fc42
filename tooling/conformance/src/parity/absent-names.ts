/** Public names of CPython 3.14 that the umbrella does not export, each with its reason. */

const streams = 'streams, transports and protocols are not ported yet';
const subprocess = 'subprocesses are not ported yet';
const policy =
  'deprecated since 3.14: a policy makes loops behind the program’s back; call `new EventLoop()`';
const oneLoopClass =
  'there is one loop class, `EventLoop`; what differs between platforms is its host (`Host`), not the loop';
const ownTasks =
  'a hook for other implementations of Task; here it is `@asyncio-ts/tasks/internal`, without a promise to stay';
const callGraph =
  'not ported yet: `task.getStack()` shows what a task awaits; who awaits a future is not recorded, to keep awaiting cheap';
const threads = 'JavaScript’s threads share no objects, so a coroutine or callback cannot be handed over';
const current =
  'the only current loop is the running one, `getRunningLoop()`; a second, hidden one was asyncio’s oldest trap';

export const absentNames: Readonly<Record<string, string>> = {
  AbstractEventLoop: oneLoopClass,
  AbstractEventLoopPolicy: policy,
  AbstractServer: streams,
  BaseEventLoop: oneLoopClass,
  BaseProtocol: streams,
  BaseTransport: streams,
  BufferedProtocol: streams,
  DatagramProtocol: streams,
  DatagramTransport: streams,
  DefaultEventLoopPolicy: policy,
  FrameCallGraphEntry: callGraph,
  FutureCallGraph: callGraph,
  IncompleteReadError: streams,
  LimitOverrunError: streams,
  Protocol: streams,
  ReadTransport: streams,
  SelectorEventLoop: oneLoopClass,
  SendfileNotAvailableError: streams,
  Server: streams,
  StreamReader: streams,
  StreamReaderProtocol: streams,
  StreamWriter: streams,
  SubprocessProtocol: subprocess,
  SubprocessTransport: subprocess,
  Transport: streams,
  WriteTransport: streams,
  _enter_task: ownTasks,
  _get_running_loop: 'a private name; `getRunningLoop()` throws where this one returns None',
  _leave_task: ownTasks,
  _register_task: ownTasks,
  _set_running_loop: 'a private name, for other implementations of the loop',
  _unregister_task: ownTasks,
  capture_call_graph: callGraph,
  create_subprocess_exec: subprocess,
  create_subprocess_shell: subprocess,
  format_call_graph: callGraph,
  future_add_to_awaited_by: callGraph,
  future_discard_from_awaited_by: callGraph,
  get_event_loop: current,
  get_event_loop_policy: policy,
  new_event_loop: 'a policy’s factory; call `new EventLoop()`',
  open_connection: streams,
  open_unix_connection: streams,
  print_call_graph: callGraph,
  run_coroutine_threadsafe: threads,
  set_event_loop: current,
  set_event_loop_policy: policy,
  start_server: streams,
  start_unix_server: streams,
  to_thread:
    'JavaScript cannot run a function in another thread; await the promise of a worker with `fromPromise`',
  wrap_future: 'there are no `concurrent.futures`; `fromPromise` wraps what JavaScript has instead',
};
