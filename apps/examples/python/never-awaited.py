"""A coroutine that is called and not awaited does nothing, and Python says so.

Ten requests one after the other; then the asynchronous version, called as if it were a plain
function: not one request is made, and the coroutine object is dropped with a RuntimeWarning (caught
here and printed). Last, the same run as it should be, ten times as fast.

The server at httpbin.org is played by a sleep of 0.2 s and a UUID that holds the request's number.

After the question 'Learning asyncio: "coroutine was never awaited" warning error' and its answers.
"""
import asyncio
import gc
import time
import warnings

ANSWER_TIME = 0.2


def identifier(num):
    return f"00000000-0000-4000-8000-{num:012}"


def requete_bloquante(num):
    print(f"Get {num}")
    time.sleep(ANSWER_TIME)
    print(f"Res {num}: {identifier(num)}")


def faire_toutes_les_requetes():
    for x in range(10):
        requete_bloquante(x)


async def requete_sans_bloquer(num):
    print(f"Get {num}")
    await asyncio.sleep(ANSWER_TIME)
    print(f"Res {num}: {identifier(num)}")


async def faire_toutes_les_requetes_sans_bloquer():
    futures = [requete_sans_bloquer(x) for x in range(10)]
    await asyncio.gather(*futures)
    print("Fin de la boucle !")


def chronometrer(titre, action):
    print(titre)
    start = time.perf_counter()
    action()
    exec_time = time.perf_counter() - start
    # Whole seconds, as in the question, and the exact time, as the answer suggests.
    print(f"Pour faire 10 requêtes, ça prend {exec_time:.0f}s (took {exec_time:.3f} s)")


def sans_await():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        faire_toutes_les_requetes_sans_bloquer()  # a coroutine object, made and dropped
        gc.collect()
    for warning in caught:
        print(f"{warning.category.__name__}: {warning.message}")


def avec_run():
    asyncio.run(faire_toutes_les_requetes_sans_bloquer())


chronometrer("Bloquant :", faire_toutes_les_requetes)
chronometrer("Non bloquant, jamais attendu :", sans_await)
chronometrer("Non bloquant :", avec_run)
