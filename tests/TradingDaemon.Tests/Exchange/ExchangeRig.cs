using System.Globalization;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Tests.Exchange;

/// <summary>An exchange without latency, with a few instruments and the reports it gave.</summary>
internal sealed class ExchangeRig : IDisposable
{
    public static readonly DateTimeOffset Start = new(2025, 3, 3, 12, 0, 0, TimeSpan.Zero);

    public const int Btc = 0, Share = 1, Option = 2, Free = 3;

    public static readonly ExchangeInstrument[] Instruments =
    [
        new() { Symbol = "BTC/USD", Base = "BTC", Quote = "USD", TickSize = 0.01m, LotSize = 0.001m, MinNotional = 10m, AssetClass = "crypto", Fees = FeeRates.DefaultFor("crypto") },
        new() { Symbol = "ACME", Base = "ACME", Quote = "USD", TickSize = 0.01m, LotSize = 1m, AssetClass = "equity", Fees = FeeRates.DefaultFor("equity"), Shortable = true },
        new() { Symbol = "ACME250620C00100000", Base = "ACME250620C00100000", Quote = "USD", TickSize = 0.05m, LotSize = 1m, Multiplier = 100m, AssetClass = "option", Fees = FeeRates.DefaultFor("option") },
        new() { Symbol = "FREE", Base = "FREE", Quote = "USD", TickSize = 1m, LotSize = 1m, AssetClass = "equity", Fees = default },
    ];

    public static readonly ExchangeOptions Options = new()
    {
        RequestLatencyMin = TimeSpan.Zero, RequestLatencyMax = TimeSpan.Zero, ReportLatencyMin = TimeSpan.Zero, ReportLatencyMax = TimeSpan.Zero,
        StartingCash = new Dictionary<string, decimal> { ["USD"] = 100_000m },
    };

    private int _ids;

    public ExchangeRig(ExchangeOptions? options = null, DateTimeOffset? start = null)
    {
        Exchange = new SimulatedExchange(options ?? Options, Instruments, start ?? Start);
        Now = Exchange.Now;
    }

    public SimulatedExchange Exchange { get; }

    public DateTimeOffset Now { get; private set; }

    public List<ExchangeReport> Reports { get; } = [];

    public IEnumerable<global::TradingDaemon.Exchange.Orders.Execution> Fills => Reports.OfType<ExchangeReport.Executed>().Select(r => r.Execution);

    public void Quote(int index, decimal bid, decimal ask, decimal bidSize = 10m, decimal askSize = 10m)
    {
        Exchange.ObserveQuote(index, bid, bidSize, ask, askSize, Tick());
        Exchange.Drain(Reports);
    }

    public void Trade(int index, decimal price, decimal size)
    {
        Exchange.ObserveTrade(index, price, size, Tick());
        Exchange.Drain(Reports);
    }

    public void Bar(int index, decimal open, decimal high, decimal low, decimal close)
    {
        Exchange.ObserveBar(index, open, high, low, close, Tick());
        Exchange.Drain(Reports);
    }

    public string Market(int index, Side side, decimal quantity) => Send(OrderRequest.Market(NextId(), Instruments[index].Symbol, side, quantity));

    public string Limit(int index, Side side, decimal quantity, decimal price, Lifetime lifetime = Lifetime.GoodTilCancelled, bool postOnly = false) =>
        Send(OrderRequest.Limit(NextId(), Instruments[index].Symbol, side, quantity, price, lifetime, postOnly));

    public string Stop(int index, Side side, decimal quantity, decimal trigger) => Send(OrderRequest.Stop(NextId(), Instruments[index].Symbol, side, quantity, trigger));

    public string Send(OrderRequest request)
    {
        Exchange.Submit(request, Now);
        AdvanceTo(Now);
        return request.ClientOrderId;
    }

    public void Cancel(string id)
    {
        Exchange.Cancel(id, Now);
        AdvanceTo(Now);
    }

    public void AdvanceTo(DateTimeOffset now)
    {
        Now = now;
        Exchange.AdvanceTo(now);
        Exchange.Drain(Reports);
    }

    public RefusalCode? RefusalOf(string id) => Reports.OfType<ExchangeReport.Refused>().SingleOrDefault(r => r.ClientOrderId == id)?.Code;

    public decimal Cash => Exchange.Cash()["USD"];

    public decimal Held(int index) => Exchange.Holdings().GetValueOrDefault(Instruments[index].Symbol);

    public void Dispose() => Exchange.Dispose();

    /// <summary>Everything the exchange says of its account, as text.</summary>
    public static string Describe(SimulatedExchange exchange)
    {
        var lines = exchange.Cash().OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value.ToString(CultureInfo.InvariantCulture)}")
            .Concat(exchange.Holdings().OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}:{h.Value.ToString("0.########", CultureInfo.InvariantCulture)}"))
            .Concat(exchange.OpenOrders().Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.OrderId} {o.Request} {o.Condition} {o.Filled} {o.AcceptedAt:O} {o.ExpiresAt:O}")))
            .Append(string.Create(CultureInfo.InvariantCulture, $"executions {exchange.LastExecutionSequence}"))
            .Concat(exchange.ExecutionsSince(Math.Max(0, exchange.LastExecutionSequence - 20), 100).Select(e => e.ToString()));
        return string.Join('\n', lines);
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"c{++_ids}-{Exchange.LastExecutionSequence}");

    private DateTimeOffset Tick() => Now = Now.AddMilliseconds(100);
}
