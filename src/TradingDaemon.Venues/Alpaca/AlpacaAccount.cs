using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Charges;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Alpaca.Reading;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>What Alpaca's own records say of the account. Every question may be asked again.</summary>
internal sealed class AlpacaAccount : IVenueAccount
{
    /// <summary>Activities lag behind executions by seconds; executions of one order may even carry times that run backwards.</summary>
    public static readonly TimeSpan FillsOverlap = TimeSpan.FromMinutes(15);

    private const int ChargesMax = 100;
    internal static readonly TimeSpan ChargesBack = TimeSpan.FromDays(60); // what was told while nobody asked, with what comes late still less than the books remember: what they forgot would be booked again
    internal static readonly TimeSpan ChargesLate = TimeSpan.FromDays(14); // a fee comes a day or two after its sale; a weekend, holidays and a correction besides
    private const int OpenMax = 500;
    private const int HoldingsRoundsMax = 3;
    private const string NotFound = "40410000";

    private readonly VenueSetup _setup;
    private readonly VenueDesk _desk;
    private readonly AlpacaRequests _requests;
    private readonly AlpacaExecutions _executions;
    private readonly OrderMemory _memory;

    public AlpacaAccount(VenueSetup setup, VenueDesk desk, AlpacaRequests requests, AlpacaExecutions executions, OrderMemory memory)
    {
        (_setup, _desk, _requests, _executions, _memory) = (setup, desk, requests, executions, memory);
        Fills = new FillDesk(setup, new ExecutionNumbers(setup.Booked, setup.BookedFrom, FillsOverlap), memory, LearnAsync);
    }

    /// <summary>Numbers and names the executions.</summary>
    public FillDesk Fills { get; }

    /// <summary>The venue looks through all orders there ever were, by our id.</summary>
    public async ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping)
    {
        var id = order.ClientOrderId.Text;
        var told = await _desk.SendAsync("order", _ => _requests.Query(new OrderAsked(null, id, null), default), isUrgent: true, stopping);
        return told.Fault is { Code: NotFound } ? null : Learned(told.OrThrow()).Orders.FirstOrDefault(told => told.ClientOrderId == id)?.ToReport();
    }

    public async ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping)
    {
        var orders = new Dictionary<string, OrderReport>(StringComparer.Ordinal);
        string? after = null;
        while (true)
        {
            var told = await AskAsync("orders", _requests.OpenOrdersAfter(after), isFurther: after is not null, stopping);
            var before = orders.Count;
            foreach (var report in told.Orders.Select(static order => order.ToReport())) orders[report.VenueOrderId] = report;
            if (told.Orders.Count < OpenMax || orders.Count == before) return [.. orders.Values];
            after = LastSubmitted(told);
        }
    }

    /// <summary>Cash and positions are two questions: the same cash before and after the positions is cash and positions of one moment.</summary>
    public async ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping)
    {
        var at = _setup.Clock.GetUtcNow();
        var cash = await AskAsync("account", _requests.Balances(default), isFurther: false, stopping);
        for (var round = 0; round < HoldingsRoundsMax; round++)
        {
            var positions = await AskAsync("positions", _requests.Positions(), isFurther: true, stopping);
            var after = await AskAsync("account", _requests.Balances(default), isFurther: true, stopping);
            if (cash.Balances.SequenceEqual(after.Balances))
            {
                after.Positions.AddRange(positions.Positions);
                return Fills.ToHoldings(after) with
                {
                    BuyingPower = after.Read(account => AlpacaBuyingPower.Read(account, at)),
                    Charges = await ToldChargesAsync(after.Balances.Select(static balance => balance.Asset).FirstOrDefault("USD"), stopping),
                };
            }

            cash = after;
        }

        throw new VenueException(new VenueFault(VenueFaultKind.Retry, "MOVING", "The account's cash changed at each look: holdings are asked for again in a quieter moment."));
    }

    public async ValueTask<KeyRights> RightsAsync(CancellationToken stopping)
    {
        var told = await AskAsync("account", _requests.Rights(default), isFurther: true, stopping);
        var (_, _, status, blocks) = told.States.FirstOrDefault(static state => state.Of == "account");
        return new KeyRights(status == "ACTIVE" && blocks is null, null, $"the account is {status}{(blocks is null ? "" : $", {blocks}")}");
    }

    // The next page begins after the last fill of the one before, by the venue's own id.
    public async IAsyncEnumerable<IReadOnlyList<ToldFill>> FillPagesAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken stopping)
    {
        string? after = null;
        while (true)
        {
            var told = await AskAsync("fills", _requests.Fills(new FillsAsked(null, since, after), default), isFurther: after is not null, stopping);
            yield return [.. told.Fills.OrderBy(static fill => fill.At).ThenBy(static fill => fill.Cumulative).Select(_executions.Named)];
            if (told.Fills.Count < AlpacaRequests.FillsMax) yield break;
            after = told.Fills[^1].ExecutionId;
        }
    }

    // Fees that cannot be told hide neither cash nor positions: what they took is a difference then, and is told as one. The emergency stop sells by positions alone, and asks for none.
    private async ValueTask<IReadOnlyList<VenueCharge>?> ToldChargesAsync(string currency, CancellationToken stopping)
    {
        if (RequestBudget.WaitsForNothing) return null;
        try
        {
            return await ChargesAsync(currency, stopping);
        }
        catch (VenueException) when (!stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    // Of shares and options alone; they come later in the day, and are told for days.
    private async ValueTask<IReadOnlyList<VenueCharge>?> ChargesAsync(string currency, CancellationToken stopping)
    {
        if (_setup.Instruments.All(static instrument => instrument.AssetClass == AssetClass.Crypto)) return null;
        var (now, booked) = (_setup.Clock.GetUtcNow(), _setup.BookedFrom);
        var since = (booked > now ? now : booked < now - ChargesBack ? now - ChargesBack : booked) - ChargesLate;
        var charges = new List<VenueCharge>();
        string? after = null;
        while (true)
        {
            var told = await AskAsync("charges", _requests.ChargesOldestFirst(since, after, ChargesMax), isFurther: true, stopping);
            var page = told.Read(rows => AlpacaCharge.Read(rows, currency, IsCoin));
            charges.AddRange(page.Charges);
            if (page.Rows < ChargesMax || page.LastId == after) break;
            after = page.LastId;
        }

        return charges;
    }

    // Some rows write coins without their slash.
    private bool IsCoin(string symbol) => AlpacaRequests.IsCoin(symbol) || _setup.Instruments.Any(instrument => instrument.AssetClass == AssetClass.Crypto && instrument.Symbol.Text.Replace("/", "", StringComparison.Ordinal) == symbol);

    private async ValueTask LearnAsync(IReadOnlyList<string> venueOrderIds, CancellationToken stopping)
    {
        foreach (var id in venueOrderIds) await AskAsync("order", _requests.Query(new OrderAsked(null, null, id), default), isFurther: true, stopping);
    }

    private async ValueTask<Answer> AskAsync(string endpoint, WireRequest request, bool isFurther, CancellationToken stopping)
    {
        if (isFurther) await _setup.TakeAsync(1, stopping);
        return Learned((await _desk.SendAsync(endpoint, _ => request, isUrgent: false, stopping)).OrThrow());
    }

    private Answer Learned(Answer told)
    {
        _memory.LearnWhole(told.Orders);
        return told;
    }

    // A millisecond back: an order of the same instant may stand on either side of a page's end.
    private static string? LastSubmitted(Answer told)
    {
        var last = told.Read(static orders =>
        {
            WireTime? last = null;
            foreach (var (_, order) in orders) last = WireTime.OfText(order["submitted_at"u8]) ?? last;
            return last;
        });
        return last is { } at ? new WireTime(at.Nanoseconds - 1_000_000, at.Digits).ToString() : null;
    }
}
