using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>Finds the symbol a row names by its bytes: the previous row's first, then a table of the spellings met so far.</summary>
/// <param name="resolve">Asked once for each spelling; null when nobody knows it.</param>
internal sealed class RecordedSymbols(Func<string, RecordedSymbol?> resolve)
{
    // All listed US options are about 1.5 million; more spellings than this in one file is damage, and must not eat the memory.
    private const int SpellingsMax = 2_000_000;

    private readonly Dictionary<byte[], RecordedSymbol?> _bySpelling = new(new SpellingComparer());
    private byte[] _lastSpelling = [];
    private RecordedSymbol? _last;

    /// <summary>The symbol spelled so, or null when it is unknown. Throws <see cref="InvalidDataException"/> on absurdly many spellings.</summary>
    public RecordedSymbol? Find(ReadOnlySpan<byte> spelling)
    {
        if (spelling.SequenceEqual(_lastSpelling)) return _last;
        var table = _bySpelling.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!table.TryGetValue(spelling, out var spelled, out var symbol))
        {
            if (_bySpelling.Count >= SpellingsMax) throw new InvalidDataException($"More than {SpellingsMax} different symbols: this is no market data.");
            spelled = spelling.ToArray();
            symbol = spelled.Length == 0 ? null : resolve(Encoding.UTF8.GetString(spelled));
            _bySpelling.Add(spelled, symbol);
        }

        (_lastSpelling, _last) = (spelled, symbol);
        return symbol;
    }

    private sealed class SpellingComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            const ulong Mix = 0x9E3779B97F4A7C15; // 2^64 / golden ratio: spreads neighbouring strikes over the table
            var hash = (ulong)alternate.Length;
            for (; alternate.Length >= sizeof(ulong); alternate = alternate[sizeof(ulong)..])
                hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(alternate)) * Mix ^ hash >> 29;
            foreach (var value in alternate) hash = (hash ^ value) * Mix;
            return (int)(hash >> 32);
        }
    }
}
