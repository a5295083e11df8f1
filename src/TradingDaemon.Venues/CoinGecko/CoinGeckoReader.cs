using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.CoinGecko;

/// <summary>
/// Reads what CoinGecko answers over its API v3. Its prices are averages over many venues which nobody trades at: they are told as trades
/// without a size, never as a bid or ask.
/// </summary>
/// <param name="coins">Which coin an id is; null for the well-known ones.</param>
internal sealed class CoinGeckoReader(CoinGeckoCoins? coins = null) : IVenueReader
{
    // What the daemon asks for where nobody says otherwise; answers for one currency do not repeat it.
    private const string CurrencyUsual = "USD";

    private readonly WirePayload _payload = new();
    private readonly CoinGeckoCoins _coins = coins ?? new CoinGeckoCoins();

    /// <inheritdoc/>
    public IReadOnlyList<string> Endpoints { get; } = ["ping", "simple/price", "simple/supported_vs_currencies", "coins/list", "coins/markets", "market_chart", "ohlc"];

    /// <summary>Nothing that is kept belongs to a connection.</summary>
    public void Begin()
    {
    }

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<byte> utf8, in PayloadHint about, INormalizedSink sink)
    {
        var root = _payload.Read(utf8);
        if (root.IsArray) Rows(root, about.Symbol, sink);
        else if (!root.IsObject) throw new WireFormatException("an object or a list was expected");
        else if (!root["status"u8]["error_code"u8].IsMissing || root["error"u8].IsString) sink.Error(CoinGeckoErrors.Told(root, about.Symbol));
        else if (root["gecko_says"u8].AsText() is { } says) sink.Status(new StatusTold { Of = "venue", Status = "ok", Message = says });
        else if (root["prices"u8].IsArray) foreach (var (_, point) in root["prices"u8]) sink.Trade(new TradeTold { Symbol = about.Symbol, At = WireTime.OfMilliseconds(point[0]), Price = point[1].Raw });
        else Prices(root, sink);
    }

    // {"bitcoin":{"usd":76975,"usd_market_cap":…,"last_updated_at":1779092258}}: what has no underscore is a price. A coin nobody knows is not there.
    private void Prices(WireValue byCoin, INormalizedSink sink)
    {
        foreach (var (id, coin) in byCoin)
        {
            if (!coin.IsObject)
            {
                sink.Unrecognized("a body of unknown shape");
                return;
            }

            var at = WireTime.OfSeconds(coin["last_updated_at"u8]);
            foreach (var (currency, price) in coin)
            {
                if (price.IsMissing || currency.Contains((byte)'_')) continue;
                sink.Trade(new TradeTold { Symbol = $"{_coins.CodeOf(id)}/{System.Text.Encoding.UTF8.GetString(currency).ToUpperInvariant()}", At = at, Price = price.Raw });
            }
        }
    }

    private void Rows(WireValue rows, string? symbol, INormalizedSink sink)
    {
        if (rows[0].IsArray)
        {
            Bars(rows, symbol, sink);
            return;
        }

        foreach (var (_, row) in rows)
        {
            if (row.IsString) sink.Status(new StatusTold { Of = "currency", Status = row.AsText()!.ToUpperInvariant() });
            else if (row["id"u8].AsText() is { } id && row["symbol"u8].AsText() is { } ticker) Coin(id, ticker, row, symbol, sink);
            else sink.Unrecognized("a row of unknown shape");
        }
    }

    private void Coin(string id, string ticker, WireValue row, string? asked, INormalizedSink sink)
    {
        _coins.Learn(id, ticker);
        var code = _coins.CodeOf(id);
        if (row["total_volume"u8].IsMissing && row["current_price"u8].IsMissing)
        {
            sink.Instrument(new InstrumentTold { Symbol = code, VenueSymbol = id, Base = code, IsTradable = false });
            return;
        }

        if (row["current_price"u8].IsMissing) return; // known, and without a price now
        var slash = asked?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        sink.Trade(new TradeTold
        {
            Symbol = $"{code}/{(slash > 0 ? asked![(slash + 1)..] : CurrencyUsual)}", At = WireTime.OfText(row["last_updated"u8]), Price = row["current_price"u8].Raw,
        });
    }

    // The time is the candle's end; two rows tell how long one is.
    private static void Bars(WireValue rows, string? symbol, INormalizedSink sink)
    {
        var length = (rows[1][0].AsLong() - rows[0][0].AsLong()) * 1_000_000;
        foreach (var (_, row) in rows)
        {
            var end = WireTime.OfMilliseconds(row[0]);
            sink.Bar(new BarTold
            {
                Symbol = symbol, OpenTime = end is { } known && length is > 0 ? known with { Nanoseconds = known.Nanoseconds - length.Value } : null,
                Open = row[1].Raw, High = row[2].Raw, Low = row[3].Raw, Close = row[4].Raw,
            });
        }
    }
}
