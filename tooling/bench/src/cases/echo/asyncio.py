import asyncio
import math
import time


async def work(params):
    reader, writer = await asyncio.open_connection("127.0.0.1", params["port"])
    tasks = params["tasks"]
    stop = False
    spins = 0

    async def spin():
        nonlocal spins
        while not stop:
            await asyncio.sleep(0)
            spins += 1

    spinners = [asyncio.create_task(spin()) for _ in range(tasks)]
    times = []
    echoes = 0
    for i in range(params["messages"]):
        message = f"message {i}".encode()
        begin = time.perf_counter()
        writer.write(message)
        echoes += await reader.readexactly(len(message)) == message
        times.append((time.perf_counter() - begin) * 1000)
    stop = True
    await asyncio.gather(*spinners)
    writer.close()
    times = sorted(times[len(times) // 5 :])
    value = times[math.ceil(len(times) * params["percent"] / 100) - 1]
    return {"value": value, "checked": {"echoes": echoes, "spun": spins > tasks}}
