using System.Globalization;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using Trade = TradingDaemon.Exchange.Orders.Execution;

namespace TradingDaemon.Tests.Exchange;

/// <summary>An exchange without latency, on which ann, bob and cid trade with plenty of cash and holdings; the mirrored market shows a touch only.</summary>
internal sealed class AccountsRig : IDisposable
{
    public const string Symbol = "FREE", Coin = "BTC/USD";

    public static readonly ExchangeOptions Options = ExchangeRig.Options with
    {
        Book = new BookOptions { SyntheticLevels = 0 },
        Accounts = [Account("ann"), Account("bob"), Account("cid")],
    };

    private int _ids;

    public AccountsRig(ExchangeOptions? options = null, IEnumerable<ExchangeInstrument>? instruments = null)
    {
        Exchange = new SimulatedExchange(options ?? Options, instruments ?? ExchangeRig.Instruments, ExchangeRig.Start);
        Now = Exchange.Now;
        (Ann, Bob, Cid) = (Exchange.Account("ann"), Exchange.Account("bob"), Exchange.Account("cid"));
    }

    public SimulatedExchange Exchange { get; }

    public OperatorDesk Operator => Exchange.Operator;

    public AccountDesk Ann { get; }

    public AccountDesk Bob { get; }

    public AccountDesk Cid { get; }

    public DateTimeOffset Now { get; private set; }

    public List<ExchangeReport> Reports { get; } = [];

    public IEnumerable<Trade> Fills => Reports.OfType<ExchangeReport.Executed>().Select(static report => report.Execution);

    /// <summary>What takers got: price, quantity and who made it.</summary>
    public IEnumerable<(decimal Price, decimal Quantity, string? Maker)> Taken =>
        Fills.Where(static fill => fill.Role == LiquidityRole.Taker).Select(static fill => (fill.Price, fill.Quantity, fill.Counterparty));

    public static AccountOptions Account(string id) => new()
    {
        Id = id,
        StartingCash = new Dictionary<string, decimal> { ["USD"] = 1_000_000m },
        StartingHoldings = new Dictionary<string, decimal> { [Symbol] = 1_000_000m, [Coin] = 10_000m },
    };

    /// <summary>The options with the account of that name changed.</summary>
    public static ExchangeOptions With(string id, Func<AccountOptions, AccountOptions> change, ExchangeOptions? options = null)
    {
        options ??= Options;
        return options with { Accounts = [.. options.Accounts.Select(account => account.Id == id ? change(account) : account)] };
    }

    public string Limit(AccountDesk desk, Side side, decimal quantity, decimal price, Lifetime lifetime = Lifetime.GoodTilCancelled, bool postOnly = false, string symbol = Symbol) =>
        Send(desk, OrderRequest.Limit(NextId(), symbol, side, quantity, price, lifetime, postOnly));

    public string Market(AccountDesk desk, Side side, decimal quantity, string symbol = Symbol) => Send(desk, OrderRequest.Market(NextId(), symbol, side, quantity));

    public string Stop(AccountDesk desk, Side side, decimal quantity, decimal trigger) => Send(desk, OrderRequest.Stop(NextId(), Symbol, side, quantity, trigger));

    public string Send(AccountDesk desk, OrderRequest request)
    {
        desk.Submit(request, Now);
        Advance();
        return request.ClientOrderId;
    }

    public void Replace(AccountDesk desk, string id, decimal? quantity, decimal? price)
    {
        desk.Replace(new ReplaceRequest(OrderName.Client(id), quantity, price), Now);
        Advance();
    }

    public void Cancel(AccountDesk desk, string id)
    {
        desk.Cancel(OrderName.Client(id), Now);
        Advance();
    }

    public void Quote(decimal bid, decimal ask, decimal bidSize = 10m, decimal askSize = 10m, string symbol = Symbol)
    {
        Exchange.ObserveQuote(Exchange.Instruments.IndexOf(symbol), bid, bidSize, ask, askSize, Now);
        Advance();
    }

    public void Advance(TimeSpan by = default)
    {
        Now += by;
        Exchange.AdvanceTo(Now);
        Exchange.Drain(Reports);
    }

    public static ExchangeOrder Order(AccountDesk desk, string id) => desk.FindOrder(OrderName.Client(id))!;

    public RefusalCode? RefusalOf(string id) => Reports.OfType<ExchangeReport.Refused>().LastOrDefault(report => report.ClientOrderId == id)?.Code;

    public RefusalCode? ReplaceRefusalOf(string id) => Reports.OfType<ExchangeReport.ReplaceRefused>().LastOrDefault(report => report.ClientOrderId == id)?.Code;

    /// <summary>Everything the exchange says of every account, as text.</summary>
    public static string Describe(SimulatedExchange exchange)
    {
        var lines = new List<string>();
        foreach (var desk in exchange.Accounts.OrderBy(static desk => desk.Id, StringComparer.Ordinal))
        {
            var balances = desk.Balances();
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{desk.Id}: execution {balances.ExecutionSequence}, movement {balances.MovementSequence}, closed {desk.LastClosedSequence}"));
            lines.AddRange(balances.Cash.Concat(balances.Holdings).OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value:0.############}")));
            lines.AddRange(desk.OpenOrders().Concat(desk.ClosedOrdersSince(Math.Max(0, desk.LastClosedSequence - 20), 20)).Select(static order =>
                string.Create(CultureInfo.InvariantCulture, $"{order.OrderId} {order.Request} {order.Condition} {order.Filled} {order.AcceptedAt:O} {order.ExpiresAt:O} {order.ClosedSequence} {order.AveragePrice} {order.EndReason}")));
            lines.AddRange(desk.ExecutionsSince(Math.Max(0, balances.ExecutionSequence - 20), 20).Select(static execution => execution.ToString()));
            lines.AddRange(desk.MovementsSince(0, 20).Select(static movement => movement.ToString()));
        }

        return string.Join('\n', lines);
    }

    public void Dispose() => Exchange.Dispose();

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"c{++_ids}");
}
