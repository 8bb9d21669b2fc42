"""The random numbers of all subjects: see random.ts."""


def random_numbers():
    state = 1
    while True:
        state = state * 16_807 % 2_147_483_647
        yield state


def first_randoms(count, below):
    numbers = random_numbers()
    return [next(numbers) % below for _ in range(count)]
