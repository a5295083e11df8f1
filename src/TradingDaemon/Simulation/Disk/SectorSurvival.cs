namespace TradingDaemon.Simulation.Disk;

/// <summary>
/// Which unsynced sectors of one file a power cut spares: none, all, the first few, or any. The last of the first few is
/// torn at a byte, as is one here and there.
/// </summary>
internal sealed class SectorSurvival
{
    /// <summary>A disk writes a sector of so many bytes at a time.</summary>
    public const int SectorBytes = 512;

    private const int PrefixSectorsMax = 64; // a commit is rarely longer

    private readonly Random _random;
    private readonly Pattern _pattern;
    private int _prefixLeft;

    /// <summary>Draws the pattern.</summary>
    public SectorSurvival(Random random)
    {
        _random = random;
        _pattern = random.Next(8) switch { 0 or 1 => Pattern.None, 2 => Pattern.All, 3 or 4 or 5 => Pattern.First, _ => Pattern.Any };
        _prefixLeft = _pattern == Pattern.First ? random.Next(PrefixSectorsMax) : 0;
    }

    private enum Pattern : byte
    {
        None = 1,
        All,
        First,
        Any,
    }

    /// <summary>The file's length, before the sectors spared are counted: sizes are kept apart from contents.</summary>
    public long Length(long kept, long seen) => _pattern switch
    {
        Pattern.None => kept,
        Pattern.All => seen,
        _ => _random.Next(2) == 0 ? kept : seen,
    };

    /// <summary>How many bytes of the next unsynced sector are on the disk, 0 to 512.</summary>
    public int BytesSpared() => _pattern switch
    {
        Pattern.None => 0,
        Pattern.All => SectorBytes,
        Pattern.First => _prefixLeft-- switch { > 0 => SectorBytes, 0 => _random.Next(SectorBytes), _ => 0 },
        _ => _random.Next(8) switch { 0 => _random.Next(SectorBytes), < 4 => SectorBytes, _ => 0 },
    };
}
