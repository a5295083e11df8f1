using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>Messages of the market data streams, told by their <c>T</c>. A frame is a list of them.</summary>
internal sealed class AlpacaFrames(AlpacaSymbols symbols, AlpacaBooks books)
{
    public void Read(WireValue message, INormalizedSink sink)
    {
        var kind = message["T"u8];
        if (kind.Is("q"u8)) AlpacaMarketBody.Quote(Symbol(message), message, sink);
        else if (kind.Is("t"u8)) AlpacaMarketBody.Trade(Symbol(message), message, sink);
        else if (kind.Is("b"u8) || kind.Is("u"u8)) AlpacaMarketBody.Bar(Symbol(message), message, true, sink);
        else if (kind.Is("d"u8)) AlpacaMarketBody.Bar(Symbol(message), message, false, sink);
        else if (kind.Is("o"u8)) books.Frame(message, sink);
        else if (kind.Is("success"u8)) sink.Status(new StatusTold { Of = "session", Status = message["msg"u8].AsText() });
        else if (kind.Is("subscription"u8)) Subscribed(message, sink);
        else if (kind.Is("error"u8)) Refused(message, sink);
        else if (!Told(kind, message, sink)) sink.Unrecognized($"message {kind.AsText()}");
    }

    private string Symbol(WireValue message) => symbols.Name(message["S"u8].Raw);

    private bool Told(WireValue kind, WireValue message, INormalizedSink sink)
    {
        var at = WireTime.OfText(message["t"u8]);
        switch (kind.AsText())
        {
            case "s":
                sink.Status(new StatusTold { Of = "market", Status = message["sc"u8].AsText(), At = at, Symbol = Symbol(message), IsHalt = AlpacaWords.Halt(message["sc"u8]), Message = Joined(message["sm"u8], message["rc"u8], message["rm"u8]) });
                return true;
            case "l":
                sink.Status(new StatusTold { Of = "priceBand", Status = message["i"u8].AsText(), At = at, Symbol = Symbol(message), Message = $"{message["d"u8].AsText()} to {message["u"u8].AsText()}" });
                return true;
            case "i":
                sink.Status(new StatusTold { Of = "imbalance", At = at, Symbol = Symbol(message), Message = message["p"u8].AsText() });
                return true;
            case "c":
                sink.Status(new StatusTold { Of = "trade", Status = "corrected", At = at, Symbol = Symbol(message), Message = $"{message["oi"u8].AsText()} is {message["ci"u8].AsText()}: {message["cs"u8].AsText()} at {message["cp"u8].AsText()}" });
                return true;
            case "x":
                sink.Status(new StatusTold { Of = "trade", Status = "cancelled", At = at, Symbol = Symbol(message), Message = message["i"u8].AsText() });
                return true;
            case "n":
                AlpacaMarketBody.News(message, sink);
                return true;
            default:
                return false;
        }
    }

    private static string Joined(WireValue first, WireValue second, WireValue third) =>
        string.Join("; ", new[] { first.AsText(), second.AsText(), third.AsText() }.Where(static part => !string.IsNullOrEmpty(part)));

    // The whole of what is subscribed, each time: a channel that is not named has none.
    private void Subscribed(WireValue message, INormalizedSink sink)
    {
        var isAny = false;
        foreach (var (channel, listed) in message)
        {
            if (!listed.IsArray) continue; // no channel
            foreach (var (_, symbol) in listed)
            {
                sink.Subscribed(new SubscribedTold { Channel = System.Text.Encoding.UTF8.GetString(channel), Symbol = symbols.Name(symbol.Raw) });
                isAny = true;
            }
        }

        if (!isAny) sink.Status(new StatusTold { Of = "session", Status = "nothing is subscribed" });
    }

    private static void Refused(WireValue message, INormalizedSink sink)
    {
        var code = message["code"u8];
        sink.Error(new ErrorTold { Kind = AlpacaErrors.OfStream(code.AsLong()), Code = code.AsText(), Message = message["msg"u8].AsText() });
    }
}
