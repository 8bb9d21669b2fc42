from contextvars import ContextVar, copy_context


async def work(params):
    n, operation, variables = params["n"], params["operation"], params["variables"]
    all_variables = [ContextVar(f"v{i}") for i in range(variables)]
    for i, variable in enumerate(all_variables):
        variable.set(i)
    total = 0
    if operation == "get":
        for i in range(n):
            total += all_variables[i % variables].get()
    elif operation == "copy":
        for i in range(n):
            total += copy_context().run(all_variables[i % variables].get)
    else:
        for i in range(n):
            all_variables[i % variables].set(i)
        for variable in all_variables:
            total += variable.get()
    return total
