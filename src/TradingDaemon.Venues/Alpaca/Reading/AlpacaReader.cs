using System.Buffers;
using System.Text;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>Reads what Alpaca sends: frames of its market data streams (as JSON, or as MessagePack for options) and of the account's stream, and bodies of its answers, told apart by their shape.</summary>
internal sealed class AlpacaReader : IVenueReader
{
    // A list of frames of lists of messages is as deep as it gets.
    private const int ListsMax = 3;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdef"u8);

    private readonly WirePayload _payload = new();
    private readonly MessagePackText _packed = new();
    private readonly AlpacaBooks _books;
    private readonly AlpacaFrames _frames;
    private readonly AlpacaAccountFrames _accountFrames;
    private readonly AlpacaBodies _bodies;
    private readonly AlpacaAccountBodies _accountBodies;

    public AlpacaReader()
    {
        var symbols = new AlpacaSymbols();
        var orders = new AlpacaOrderBody(symbols);
        _books = new AlpacaBooks(symbols);
        _frames = new AlpacaFrames(symbols, _books);
        _accountFrames = new AlpacaAccountFrames(orders);
        _bodies = new AlpacaBodies(symbols, _books);
        _accountBodies = new AlpacaAccountBodies(symbols, orders);
    }

    /// <summary>None: every answer of this venue says by its shape what it is.</summary>
    public IReadOnlyList<string> Endpoints => [];

    /// <inheritdoc/>
    public void Begin() => _books.Begin();

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<byte> utf8, in PayloadHint about, INormalizedSink sink)
    {
        if (MessagePackText.Begins(utf8)) utf8 = _packed.Read(utf8);
        else if (Hexadecimal(utf8) is { } bytes) utf8 = _packed.Read(bytes);
        Any(_payload.Read(utf8), about, sink, 0);
    }

    // A binary frame as people attach it to a report: its bytes as digits.
    private static byte[]? Hexadecimal(ReadOnlySpan<byte> utf8)
    {
        var text = utf8.Trim(" \r\n\t"u8);
        return text is [(byte)'8' or (byte)'9' or (byte)'d', _, ..] && text.Length % 2 == 0 && text.IndexOfAnyExcept(Digits) < 0
            ? Convert.FromHexString(Encoding.ASCII.GetString(text)) : null;
    }

    private void Any(WireValue value, in PayloadHint about, INormalizedSink sink, int depth)
    {
        if (value.IsObject) One(value, about, sink);
        else if (value.IsArray && depth < ListsMax) foreach (var (_, one) in value) Any(one, about, sink, depth + 1);
        else throw new WireFormatException("an object or a list of them was expected");
    }

    private void One(WireValue one, in PayloadHint about, INormalizedSink sink)
    {
        if (one["T"u8].IsString) _frames.Read(one, sink);
        else if (one["stream"u8].IsString) _accountFrames.Read(one, sink);
        else if (one["event"u8].IsString && one["order"u8].IsObject) _accountFrames.Update(one, sink);
        else if (one["action"u8].IsString) sink.Status(new StatusTold { Of = "request", Status = one["action"u8].AsText() });
        else if (one["method"u8].IsString) sink.Status(new StatusTold { Of = "request", Status = one["method"u8].AsText(), Message = one["path"u8].AsText() });
        else if (one["option_contracts"u8].IsArray) Any(one["option_contracts"u8], about, sink, 1);
        else if (!one["message"u8].IsMissing && one["id"u8].IsMissing) sink.Error(AlpacaErrors.Told(one, about.Symbol));
        else if (!_accountBodies.Read(one, sink) && !_bodies.Read(one, about, sink)) sink.Unrecognized("a body of unknown shape");
    }
}
