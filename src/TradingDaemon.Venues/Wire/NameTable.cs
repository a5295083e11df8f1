using System.Text;

namespace TradingDaemon.Venues.Wire;

/// <summary>Our names of a venue's spellings as they stand in payloads: one that was seen before costs no allocation. One caller at a time.</summary>
internal sealed class NameTable
{
    // Each table far above what any venue lists; beyond it somebody sends made-up names, and they are worked out anew each time.
    private const int NamesMax = 100_000;
    private const int LengthMax = 64;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public NameTable() => _bySpan = _names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Learns what a spelling means, in place of what was made of it before.</summary>
    public void Learn(string spelling, string name)
    {
        if (_names.Count < NamesMax || _names.ContainsKey(spelling)) _names[spelling] = name;
    }

    /// <summary>The name of a spelling.</summary>
    /// <param name="spelling">UTF-8; one too long for any name is told as it is.</param>
    /// <param name="guess">Makes the name of one that was not learnt.</param>
    public string Find(ReadOnlySpan<byte> spelling, Func<string, string> guess)
    {
        if (spelling.Length > LengthMax) return Encoding.UTF8.GetString(spelling);
        Span<char> characters = stackalloc char[LengthMax];
        var text = characters[..Encoding.UTF8.GetChars(spelling, characters)];
        if (_bySpan.TryGetValue(text, out var known)) return known;
        var spelled = text.ToString();
        var name = guess(spelled);
        Learn(spelled, name);
        return name;
    }
}
