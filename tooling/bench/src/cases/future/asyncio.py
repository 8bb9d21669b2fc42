import asyncio


async def work(params):
    half = params["n"] // 2
    new_future = asyncio.get_running_loop().create_future
    question, answer = new_future(), new_future()
    answered = 0

    async def answering():
        nonlocal question, answered
        while answered < half:
            asked = await question
            question = new_future()
            answer.set_result(2 * asked)
            answered += 1

    task = asyncio.create_task(answering())
    total = 0
    for i in range(half):
        question.set_result(i)
        total += await answer
        answer = new_future()
    await task
    return {"asked": total, "answered": answered}
