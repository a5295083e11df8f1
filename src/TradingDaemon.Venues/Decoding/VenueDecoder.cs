using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Decoding;

/// <summary>Reads captured payloads of a venue and writes what they say, with the very code that reads them when the daemon trades.</summary>
public sealed class VenueDecoder : IDisposable
{
    private readonly IVenueReader _reader;
    private readonly DecodedLines _lines;
    private readonly CapturedFrame _captured = new();

    private VenueDecoder(IVenueReader reader, DecodedLines lines) => (_reader, _lines) = (reader, lines);

    /// <summary>The venues whose payloads can be read.</summary>
    public static IReadOnlyList<string> Venues { get; } = [.. VenueAdapters.All.Select(static adapter => adapter.Name)];

    /// <summary>What each venue can do, by its name.</summary>
    public static IReadOnlyDictionary<string, VenueAbilities> Abilities { get; } = VenueAdapters.All.ToDictionary(static adapter => adapter.Name, static adapter => adapter.Abilities, StringComparer.Ordinal);

    /// <summary>How many payloads could not be read, or are of a kind nobody knows.</summary>
    public int Undecodable => _lines.Undecodable;

    /// <summary>Names of the bodies that can be told.</summary>
    public IReadOnlyList<string> Endpoints => _reader.Endpoints;

    /// <summary>A decoder; null for a venue nobody knows.</summary>
    /// <param name="venue">One of <see cref="Venues"/>.</param>
    /// <param name="output">Where lines go.</param>
    /// <param name="bookLevels">How many levels a side of the book after each message are shown; zero for none.</param>
    public static VenueDecoder? Create(string venue, Stream output, int bookLevels) =>
        VenueAdapters.Find(venue) is { } adapter ? new VenueDecoder(adapter.Reader(), new DecodedLines(venue, output, bookLevels)) : null;

    /// <summary>A new connection, or a payload that has nothing to do with those before.</summary>
    public void Begin() => _reader.Begin();

    /// <summary>Reads a payload, or a line of a transcript that holds one; what cannot be read is a line too.</summary>
    /// <param name="utf8">The payload.</param>
    /// <param name="endpoint">Which of <see cref="Endpoints"/> it answers; null when its shape says so.</param>
    /// <param name="symbol">Canonical symbol it was asked for; null when it tells it itself.</param>
    public void Read(ReadOnlySpan<byte> utf8, string? endpoint, string? symbol)
    {
        try
        {
            if (!CapturedFrame.Fits(utf8))
            {
                _reader.Read(utf8, new PayloadHint(endpoint, symbol), _lines);
                return;
            }

            var (frame, isOurs) = _captured.Read(utf8);
            if (isOurs) _lines.Status(new StatusTold { Of = "request" });
            else _reader.Read(frame, new PayloadHint(endpoint, symbol), _lines);
        }
        catch (WireFormatException unreadable)
        {
            _lines.Undecoded(unreadable.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();
}
