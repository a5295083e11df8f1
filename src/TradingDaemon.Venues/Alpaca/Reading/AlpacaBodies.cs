using System.Text;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>Answers about the market. Whatever their endpoint, they are told apart by the names they hold.</summary>
internal sealed class AlpacaBodies(AlpacaSymbols symbols, AlpacaBooks books)
{
    /// <summary>Reads a body; false when it is none of these.</summary>
    public bool Read(WireValue body, in PayloadHint about, INormalizedSink sink)
    {
        var symbol = body["symbol"u8].IsString ? symbols.Name(body["symbol"u8].Raw) : about.Symbol;
        if (Has(body, "bars"u8, "bar"u8, out var told)) Each(Kind.Bar, symbol, told, sink);
        else if (Has(body, "trades"u8, "trade"u8, out told)) Each(Kind.Trade, symbol, told, sink);
        else if (Has(body, "quotes"u8, "quote"u8, out told)) Each(Kind.Quote, symbol, told, sink);
        else if (body["orderbooks"u8].IsObject) Each(Kind.Book, symbol, body["orderbooks"u8], sink);
        else if (body["snapshots"u8].IsObject) Each(Kind.Snapshot, symbol, body["snapshots"u8], sink);
        else if (AlpacaMarketBody.IsSnapshot(body)) AlpacaMarketBody.Snapshot(symbol, body, sink);
        else if (body["news"u8].IsArray) foreach (var (_, one) in body["news"u8]) AlpacaMarketBody.News(one, sink);
        else if (body["corporate_actions"u8].IsObject) CorporateActions(body["corporate_actions"u8], sink);
        else return Snapshots(body, sink);
        return true;
    }

    private static bool Has(WireValue body, ReadOnlySpan<byte> many, ReadOnlySpan<byte> one, out WireValue told)
    {
        told = body[many].IsMissing ? body[one] : body[many];
        return told.IsObject || told.IsArray;
    }

    // A list or an object of one symbol that stands beside it, or lists or objects by symbol.
    private void Each(Kind kind, string? symbol, WireValue told, INormalizedSink sink)
    {
        if (told.IsArray)
        {
            foreach (var (_, one) in told) Tell(kind, symbol, one, sink);
            return;
        }

        if (told["t"u8].IsString)
        {
            Tell(kind, symbol, told, sink);
            return;
        }

        foreach (var (name, of) in told)
        {
            if (of.IsArray) Each(kind, symbols.Name(name), of, sink);
            else if (of.IsObject) Tell(kind, symbols.Name(name), of, sink); // a symbol without anything to tell is null
        }
    }

    private void Tell(Kind kind, string? symbol, WireValue one, INormalizedSink sink)
    {
        switch (kind)
        {
            case Kind.Bar: AlpacaMarketBody.Bar(symbol, one, null, sink); break;
            case Kind.Trade: AlpacaMarketBody.Trade(symbol, one, sink); break;
            case Kind.Quote: AlpacaMarketBody.Quote(symbol, one, sink); break;
            case Kind.Book: books.Picture(symbol ?? "", one, sink); break;
            default: AlpacaMarketBody.Snapshot(symbol, one, sink); break;
        }
    }

    // Snapshots of shares stand by symbol without anything around them.
    private bool Snapshots(WireValue body, INormalizedSink sink)
    {
        var isAny = false;
        foreach (var (name, one) in body)
        {
            if (!AlpacaMarketBody.IsSnapshot(one)) continue;
            AlpacaMarketBody.Snapshot(symbols.Name(name), one, sink);
            isAny = true;
        }

        return isAny;
    }

    private static void CorporateActions(WireValue byKind, INormalizedSink sink)
    {
        foreach (var (kind, actions) in byKind)
        {
            foreach (var (_, action) in actions)
            {
                var message = new StringBuilder();
                foreach (var (name, value) in action) message.Append(message.Length == 0 ? "" : ", ").Append(Encoding.UTF8.GetString(name)).Append(' ').Append(value.AsText());
                sink.Status(new StatusTold
                {
                    Of = "corporateAction", Status = Encoding.UTF8.GetString(kind), Message = message.ToString(),
                    Symbol = action["symbol"u8].AsText() ?? action["old_symbol"u8].AsText() ?? action["source_symbol"u8].AsText() ?? action["acquiree_symbol"u8].AsText(),
                });
            }
        }
    }

    private enum Kind : byte
    {
        Bar = 1,
        Trade,
        Quote,
        Book,
        Snapshot,
    }
}
