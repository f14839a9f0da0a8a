// Randomness is handed in, like time. The system's generator is crypto::SystemRandom; this one replays a seed.
#pragma once

#include <cstdint>
#include <span>

namespace veldpost {

class RandomSource {
public:
    virtual ~RandomSource() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;

    std::uint64_t next64()
    {
        std::uint8_t b[8];
        fill(b);
        std::uint64_t v = 0;
        for (std::uint8_t byte : b) v = v << 8 | byte;
        return v;
    }

    // Evenly in 0 … bound-1. REQUIRES: bound > 0
    std::uint64_t below(std::uint64_t bound)
    {
        const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
        std::uint64_t v = next64();
        while (v >= limit) v = next64();
        return v % bound;
    }
};

// SplitMix64: the same seed gives the same bytes on every machine. For tests and simulations, never for keys.
class SeededRandom final : public RandomSource {
public:
    explicit SeededRandom(std::uint64_t seed) : m_state(seed) {}

    void fill(std::span<std::uint8_t> out) override
    {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (i % 8 == 0) word = step();
            out[i] = static_cast<std::uint8_t>(word >> (8 * (i % 8)));
        }
    }

private:
    std::uint64_t step()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    std::uint64_t m_state;
};

// A UUIDv7 (RFC 9562) for `nowMs`: sorts roughly by time, 74 random bits.
template <typename Id>
Id makeUuid7(std::int64_t nowMs, RandomSource& random)
{
    typename Id::Bytes b;
    random.fill(b);
    for (int i = 0; i < 6; ++i) b[i] = static_cast<std::uint8_t>(nowMs >> (8 * (5 - i)));
    b[6] = static_cast<std::uint8_t>(0x70 | (b[6] & 0x0f));
    b[8] = static_cast<std::uint8_t>(0x80 | (b[8] & 0x3f));
    return Id(b);
}

}  // namespace veldpost
