using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Live;
using Passed = TradingDaemon.Tests.Venues.BadInput.Meddler.Passed;

namespace TradingDaemon.Tests.Venues.BadInput;

/// <summary>A venue's adapter with its stream, the exchange that speaks its protocol, and somebody between them who meddles. In the end nothing may be lost.</summary>
internal sealed class BadScene : IAsyncDisposable
{
    private static readonly Dictionary<string, (string Place, string Holdings, string Word)> Calls = new(StringComparer.Ordinal)
    {
        ["kraken"] = ("POST /0/private/AddOrder", "POST /0/private/BalanceEx", "BalanceEx"), ["coinbase"] = ("POST /api/v3/brokerage/orders", "GET /api/v3/brokerage/accounts", "accounts"),
        ["binance"] = ("POST /api/v3/order", "GET /api/v3/account", "account"), ["alpaca"] = ("POST /v2/orders", "GET /v2/account", "account"), ["coinspot"] = ("POST /api/v2/my/buy", "POST /api/v2/ro/my/balances", "my/balances"),
    };

    private readonly List<string> _placed = [];
    private int _number;

    private BadScene(VenueScene scene, Meddler between) => (Scene, Between) = (scene, between);

    public VenueScene Scene { get; }

    public Meddler Between { get; }

    public ILiveVenue Venue => Scene.Venue;

    /// <summary>The venue's word for the question for holdings.</summary>
    public string HoldingsCall => Calls[Scene.Case.Name].Word;

    public static Task<BadScene> StartAsync(string venue, params SandboxAccount[] accounts) => StartAsync(VenueCases.Of(venue), static _ => { }, accounts);

    public static async Task<BadScene> StartAsync(VenueCase venue, Action<Meddler> meddle, params SandboxAccount[] accounts)
    {
        var between = await Meddler.StartAsync();
        meddle(between);
        return new BadScene(await VenueScene.StartAsync(venue, seed: 5, between.ConnectAsync, accounts), between);
    }

    /// <summary>The next order, one that is filled at once.</summary>
    public DurableOrder Order(decimal? quantity = null) => Scene.Case.BuyTaking(++_number, quantity);

    /// <summary>Places an order of which the exchange's answer is changed on its way.</summary>
    public async Task<(DurableOrder Order, PlacementAnswer Answer)> PlaceAsync(Func<Passed, Passed> change)
    {
        var (order, isChanged) = (Order(), false);
        Between.Answers = (call, answer) => call == Calls[Scene.Case.Name].Place && (isChanged = true) ? change(answer) : answer;
        var placed = await Venue.PlaceAsync(order, default);
        Between.Answers = static (_, answer) => answer;
        Assert.That(isChanged, "it was the placement that was answered");
        return (order, placed);
    }

    /// <summary>Asks for holdings while the answers are changed; the fault there must be.</summary>
    public async Task<VenueFault> AskAsync(Func<Passed, Passed> change)
    {
        Between.Answers = (call, answer) => call == Calls[Scene.Case.Name].Holdings ? change(answer) : answer;
        var unanswered = await Assert.ThrowsAsync<VenueException>(async () => await Venue.HoldingsAsync(default));
        Between.Answers = static (_, answer) => answer;
        return unanswered!.Fault;
    }

    /// <summary>An order of which nobody said that it was placed is found, filled.</summary>
    public async Task FindAsync(DurableOrder order, string after)
    {
        var found = await Scene.AskAsync(() => Venue.FindOrderAsync(OrderReference.Of(order.Intent), default));
        Assert.That((found?.Status, found?.FilledBase), Is.EqualTo((OrderStatus.Filled, order.Intent.Terms.Quantity.Base)), $"{after}: it was placed");
        await KnowAsync(order);
    }

    /// <summary>The next order is placed as if nothing had been.</summary>
    public async Task GoOnAsync(string after)
    {
        var order = Order();
        Assert.That(await Venue.PlaceAsync(order, default), Is.InstanceOf<PlacementAnswer.Accepted>(), $"after {after} it goes on");
        await KnowAsync(order);
    }

    /// <summary>An order that another placed here is one of those that must be filled.</summary>
    public void Placed(DurableOrder order) => _placed.Add(order.Intent.ClientOrderId.Text);

    /// <summary>Every order filled, each fill told once and as the ledger has it, and holdings as the ledger's.</summary>
    public async Task LostNothingAsync()
    {
        var executions = Scene.Ledger.Executions;
        await Scene.UntilAsync(() => Scene.Told.Count >= executions.Count, "each execution is told");
        Assert.That(Scene.Told.All.Select(static fill => (fill.Symbol.Text, fill.Side, fill.Price.QuotePerBase, fill.Quantity.Base)), Is.EquivalentTo(executions.Select(static one => (one.Symbol, one.Side, one.Price, one.Quantity))), "once, and right");
        Assert.That(Scene.Told.All.Select(static fill => fill.ClientOrderId.Text).Distinct(), Is.EquivalentTo(_placed), "of the orders that were placed");
        Assert.That(Scene.Told.Contradictions, Is.Empty);
        var holdings = await Scene.AskAsync(() => Venue.HoldingsAsync(default));
        Assert.That(holdings.NetBase.Where(static one => one.Value != 0m), Is.EquivalentTo(Scene.Ledger.Holdings));
        Assert.That(holdings.Cash.Where(static one => one.Value != 0m), Is.EquivalentTo(Scene.Ledger.Cash));
        Assert.That(Scene.Log.Lines.Where(static line => line.Event == 4_019).Select(static line => line.Text), Is.Empty, "nothing that nobody foresaw");
    }

    public async ValueTask DisposeAsync()
    {
        await Scene.DisposeAsync();
        await Between.DisposeAsync();
    }

    // Where orders have no ids of ours, rows that are known can be no other order's; this clock leaves the poll no time.
    private async Task KnowAsync(DurableOrder order)
    {
        Placed(order);
        if (!Scene.Case.HasClientOrderIds) await Scene.AskAsync(() => Venue.FillsSinceAsync(0, int.MaxValue, default));
    }
}
