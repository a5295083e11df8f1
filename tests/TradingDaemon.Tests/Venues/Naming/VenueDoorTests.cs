using System.Reflection;
using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Domain.Orders;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Naming;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Naming;

/// <summary>The door of a venue: every member of every port is asked in the venue's names and answers in the daemon's. A member that is added and not translated fails here.</summary>
public sealed class VenueDoorTests
{
    private static readonly Symbol Ours = new("BTC/USD@coinbase");
    private static readonly Symbol Theirs = new("BTC/USD");
    private static readonly VenueNames Names = new([Instrument(Ours), Instrument(new Symbol("ETH/USD"))]);

    private static IEnumerable<TestCaseData> Members() => new[] { typeof(IVenue), typeof(ILiveVenue), typeof(IVenueMarket), typeof(IOptionMarket) }.SelectMany(static port => port.GetInterfaces().Append(port)
        .Where(static part => part != typeof(IDisposable)).SelectMany(static part => part.GetMethods()).Where(static member => !member.IsSpecialName).Select(member => new TestCaseData(port, member).SetName($"Ask_{port.Name}_{member.Name}")));

    [TestCaseSource(nameof(Members))]
    public async Task Ask_AnyMember_IsAskedInTheVenuesNamesAndAnswersInTheDaemons(Type port, MethodInfo member)
    {
        var heard = NamesWithin.Of(await AnswerAsync(Door(port), member)).ToList();
        Assert.That(heard, Has.None.EqualTo(Theirs.Text));
        Assert.That(heard, Is.All.EqualTo(Ours.Text));
        if (CarriesNames(member)) Assert.That(heard, Is.Not.Empty, "the venue told of it");
    }

    /// <summary>Past the door every member with a name in it is found out: the venue refuses the daemon's, or answers in its own.</summary>
    [TestCaseSource(nameof(Members))]
    public async Task AskPastTheDoor_AMemberWithANameInIt_IsFound(Type port, MethodInfo member)
    {
        var (isAskedByName, found) = (member.GetParameters().Any(static parameter => parameter.ParameterType != typeof(ChannelWriter<VenueEvent>) && NamesWithin.Of(new Samples(Ours).Of(parameter.ParameterType)).Any()), false);
        try
        {
            found = NamesWithin.Of(await AnswerAsync(Behind(port), member)).Contains(Theirs.Text);
        }
        catch (TargetInvocationException refused) when (refused.InnerException is InvalidOperationException why && why.Message.Contains(Ours.Text, StringComparison.Ordinal))
        {
            found = true;
        }

        Assert.That(found, Is.EqualTo(isAskedByName || CarriesNames(member)));
    }

    [Test]
    public void Events_OfEveryKind_PassWithNothingElseChanged()
    {
        foreach (var told in new Samples(Theirs).Events)
            Assert.That(Names.ToDaemon(told) is var heard && told is not VenueEvent.Stated ? heard : null, Is.EqualTo(told is VenueEvent.Stated ? null : new Samples(Ours).Events.Single(ours => ours.GetType() == told.GetType())), told.GetType().Name);
    }

    /// <summary>Bug: a feed of a further name said that its first data was of BTC/USD, where nobody asked for that.</summary>
    [Test]
    public void AChangeOfTheWholeFeed_ThatNamesAnInstrument_NamesItAsTheDaemonDoes()
    {
        var change = new FeedChange(FeedChangeKind.Confirmed, null, $"first data is of {Theirs}", DateTimeOffset.UnixEpoch) { Named = Theirs };
        Assert.That(Names.ToDaemon(change), Is.EqualTo(change with { Named = Ours, Reason = $"first data is of {Ours}" }));
        var other = change with { Named = new Symbol("ETH/USD"), Reason = "first data is of ETH/USD" };
        Assert.That(Names.ToDaemon(other), Is.EqualTo(other));
    }

    [Test]
    public void AnOrder_PassesWithEverythingButItsName()
    {
        var order = new DurableOrder(new ApprovedOrder(Intents.Of(new OrderTerms.Market(Quantity.From(1m))) with { Symbol = Ours }) { TickReceivedTimestamp = 42 }) { MayLeave = static () => false };
        var sent = Names.ToVenue(order);
        Assert.That(sent.Intent, Is.EqualTo(order.Intent with { Symbol = Theirs }));
        Assert.That((sent.MayLeave(), sent.Approved.TickReceivedTimestamp), Is.EqualTo((false, 42L)));
    }

    [Test]
    public void Names_OfNothingOfTheVenues_PassAsTheyAre() => Assert.Multiple(static () =>
    {
        Assert.That(Names.ToDaemon(new Symbol("ETH/USD")), Is.EqualTo(new Symbol("ETH/USD")));
        Assert.That(Names.ToDaemon(new Symbol("DOGE/USD")), Is.EqualTo(new Symbol("DOGE/USD")), "held there, and not configured");
        Assert.That(Names.ToVenue(new Symbol("BTC/USD@kraken")), Is.EqualTo(new Symbol("BTC/USD@kraken")), "another venue's: this one knows no such name, and says so");
    });

    [Test]
    public void Make_TwoInstrumentsOfOneNameThere_Throws() =>
        Assert.That(() => new VenueNames([Instrument(Ours), Instrument(Theirs)]), Throws.ArgumentException.With.Message.Contains("BTC/USD@coinbase and BTC/USD"));

    [Test]
    public void Make_WithoutAMarkedName_IsNoDoorAtAll()
    {
        var (names, venue) = (new VenueNames([Instrument(Theirs)]), BehindTheDoor.Make<IVenue>());
        Assert.That((names.AreTheSame, NamedVenue.Of(venue, names)), Is.EqualTo((true, venue)));
    }

    /// <summary>An adapter is made knowing the venue's names alone, orders of the store included; ids stay the daemon's, so that ticks need no translation.</summary>
    [Test]
    public void Make_AVenueAndItsFeed_AreSetUpInItsNames()
    {
        VenueSetup? told = null;
        using var made = NamedLiveVenue.Make(
            new VenueSetup
            {
                Id = "coinbase", Hosts = null!, Credentials = null!, Nonces = null!, Clock = TimeProvider.System, BookedFrom = DateTimeOffset.UnixEpoch, Instruments = [Instrument(Ours) with { Id = new InstrumentId(7) }],
                Orders = [new OrderState(Intents.Of(new OrderTerms.Market(Quantity.From(1m))) with { Symbol = Ours }, OrderStatus.Open, null, 0m, 0m)],
            },
            setup => { told = setup; return BehindTheDoor.Make<ILiveVenue>(); });
        Assert.That(NamesWithin.Of(told!.Instruments).Concat(NamesWithin.Of(told.Orders)), Is.All.EqualTo(Theirs.Text));
        Assert.That(told.Instruments.Single().Id, Is.EqualTo(new InstrumentId(7)));
        var heard = new List<FeedChange>();
        var feed = NamedMarket.ToVenue(new FeedSetup { Hosts = null!, Clock = TimeProvider.System, Instruments = [Instrument(Ours)], OnChange = heard.Add }, Names);
        feed.OnChange(new FeedChange(FeedChangeKind.Halted, Theirs, "test", DateTimeOffset.UnixEpoch));
        feed.OnChange(new FeedChange(FeedChangeKind.Halted, null, "test", DateTimeOffset.UnixEpoch));
        Assert.That((feed.Instruments.Single().Symbol, heard[0].Symbol, heard[1].Symbol), Is.EqualTo((Theirs, (Symbol?)Ours, (Symbol?)null)));
    }

    private static bool CarriesNames(MethodInfo member) =>
        member.ReturnType == typeof(Task) || member.ReturnType == typeof(IAsyncEnumerable<IReadOnlyList<TradingRule>>) || (member.ReturnType.IsGenericType && member.ReturnType.GetGenericTypeDefinition() == typeof(ValueTask<>) && NamesWithin.Of(new Samples(Theirs).Of(member.ReturnType.GetGenericArguments()[0])).Any());

    private static object Door(Type port) =>
        port == typeof(IVenue) ? NamedVenue.Of(BehindTheDoor.Make<IVenue>(), Names)
        : port == typeof(ILiveVenue) ? new NamedLiveVenue(BehindTheDoor.Make<ILiveVenue>(), Names)
        : port == typeof(IVenueMarket) ? new NamedMarket(BehindTheDoor.Make<IVenueMarket>(), Names)
        : new NamedOptionMarket(BehindTheDoor.Make<IVenueMarket>(), BehindTheDoor.Make<IOptionMarket>(), Names);

    private static object Behind(Type port) =>
        port == typeof(IVenue) ? BehindTheDoor.Make<IVenue>() : port == typeof(ILiveVenue) ? BehindTheDoor.Make<ILiveVenue>() : port == typeof(IVenueMarket) ? BehindTheDoor.Make<IVenueMarket>() : BehindTheDoor.Make<IOptionMarket>();

    // What came of a question asked in the daemon's names.
    private static async Task<object?> AnswerAsync(object asked, MethodInfo member)
    {
        var (samples, events) = (new Samples(Ours), Channel.CreateUnbounded<VenueEvent>());
        var answer = member.Invoke(asked, [.. member.GetParameters().Select(parameter => parameter.ParameterType == typeof(ChannelWriter<VenueEvent>) ? events.Writer : samples.Of(parameter.ParameterType))]);
        switch (answer)
        {
            case IAsyncEnumerable<RawTick> candles: return await candles.ToListAsync();
            case IAsyncEnumerable<IReadOnlyList<TradingRule>> parts: return await parts.ToListAsync();
            case Task run:
                await run;
                return await events.Reader.ReadAllAsync().ToListAsync();
            default:
                var task = (Task)answer!.GetType().GetMethod("AsTask")!.Invoke(answer, null)!;
                await task;
                return task.GetType().GetProperty("Result")!.GetValue(task);
        }
    }

    private static Instrument Instrument(Symbol symbol) => (Instrument)new Samples(symbol).Of(typeof(Instrument));
}
