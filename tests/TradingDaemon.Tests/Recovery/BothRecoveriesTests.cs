using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Portfolio;
using TradingDaemon.Engine.Stakes;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Desks;

namespace TradingDaemon.Tests.Recovery;

/// <summary>From the journal alone and from any checkpoint with the journal after it: the same books, to the last field.</summary>
public sealed class BothRecoveriesTests
{
    private const int Steps = 300;

    /// <summary>Bug: cancels that were asked for were in the journal and in no checkpoint. Every field the books have now is looked at, also one nobody has thought of yet.</summary>
    [Test]
    public void Recover_AfterARandomHistory_IsTheSameWithAndWithoutACheckpoint([Range(1, 40)] int seed)
    {
        var run = new UnclearWorld(new Random(seed));
        var checkpoints = new List<AccountState>();
        for (var step = 0; step < Steps; step++)
        {
            run.Step();
            if (step % 50 == 7) checkpoints.Add(Read(Spelled(run.Bench.Engine.Capture())));
        }

        checkpoints.Add(Read(Spelled(run.Bench.Engine.Capture())));
        var expected = Everything(run.Bench.Recovered().Account.Books);
        Assert.That(Everything(run.Bench.Books), Is.EqualTo(expected), $"seed {seed}: alive and by the journal");
        foreach (var checkpoint in checkpoints)
        {
            var engine = new AccountEngine(run.Bench.Setup, checkpoint);
            foreach (var fact in run.Bench.Recorded.Where(fact => fact.Sequence > checkpoint.Sequence)) engine.Recover(fact);
            Assert.That(Everything(engine.Account.Books), Is.EqualTo(expected), $"seed {seed}: by the checkpoint at fact {checkpoint.Sequence}");
        }
    }

    /// <summary>Bug: after a restart from a checkpoint nobody asked again for the cancel of an order whose outcome had become unclear.</summary>
    [Test]
    public void Recover_ACancelWantedOfAnOrderThatIsUnclearSince_IsStillWanted()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec() with { OrderStyle = OrderStyle.PostOnly }));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        var id = bench.LastOrder.ClientOrderId;
        bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "An operator asked."));
        bench.Report(new VenueEvent.OutcomeUnknown(id, "test", bench.Now));
        var spelled = Spelled(bench.Engine.Capture());
        Assert.That(new AccountEngine(bench.Setup, Read(spelled)).Account.Books.Orders.IsCancelWanted(id), Is.True);
    }

    /// <summary>Bug: a checkpoint of a version that did not know of past epochs ended the start with an exception.</summary>
    [TestCase(nameof(AccountState.PastEpochs))]
    [TestCase(nameof(AccountState.CancelsWanted))]
    [TestCase(nameof(AccountState.ExecutionsPassed))]
    [TestCase(nameof(AccountState.FallbackCash))]
    [TestCase(nameof(AccountState.FallbackNetBase))]
    [TestCase(nameof(AccountState.EquitySamples))]
    [TestCase(nameof(AccountState.EntryPauses))]
    [TestCase(nameof(AccountState.Trips))]
    [TestCase(nameof(AccountState.Tilts))]
    [TestCase(nameof(AccountState.EquityPeakAccount))]
    [TestCase(nameof(AccountState.EquityTroughAccount))]
    [TestCase(nameof(AccountState.LosingDays))]
    [TestCase(nameof(AccountState.PaperTrial))]
    public void Read_ACheckpointOfAVersionWithoutIt_IsUsedAllTheSame(string member)
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        var spelled = JsonNode.Parse(Spelled(bench.Engine.Capture()))!.AsObject();
        var key = spelled.Select(static pair => pair.Key).Single(key => string.Equals(key, member, StringComparison.OrdinalIgnoreCase));
        Assert.That(spelled.Remove(key), Is.True);
        var again = new AccountEngine(bench.Setup, Read(spelled.ToJsonString()));
        Assert.That(Everything(again.Account.Books), Is.EqualTo(Everything(bench.Books)));
    }

    private static string Spelled(AccountState state) => JsonSerializer.Serialize(state, Spelling.AccountState);

    private static AccountState Read(string spelled) => JsonSerializer.Deserialize(spelled, Spelling.AccountState)!;

    private static string Everything(AccountBooks books)
    {
        var text = new StringBuilder();
        Tell(books, "books", text);
        return text.ToString();
    }

    // Every field of ours, however deep; of what is not ours, its items or its text. What has no order of its own is sorted.
    private static void Tell(object? value, string path, StringBuilder text)
    {
        if (value is null or string or decimal || value.GetType() is { IsPrimitive: true } or { IsEnum: true } || value is IFormattable)
            text.AppendLine(CultureInfo.InvariantCulture, $"{path} = {(value is decimal amount ? amount.ToString("G29", CultureInfo.InvariantCulture) : value)}");
        else if (value is StakeBook) { } // sums of the rest at the newest prices, which are not the books' own: ExposureSumsTests holds them against a walk
        else if (value is LotBook book)
        {
            TellFields(value, path, text);
            TellItems(book.Lots, isOrdered: true, $"{path}.Lots", text);
        }
        else if (value is IEnumerable items) TellItems(items, value is IList or Queue || IsQueue(value), path, text);
        else if (value is ITuple tuple)
            for (var i = 0; i < tuple.Length; i++) Tell(tuple[i], $"{path}.{i}", text);
        else if (value.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) == true)
            foreach (var property in value.GetType().GetProperties()) Tell(property.GetValue(value), $"{path}.{property.Name}", text); // a pair of a dictionary
        else TellFields(value, path, text);
    }

    private static void TellFields(object value, string path, StringBuilder text)
    {
        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(IsState).OrderBy(static field => field.Name, StringComparer.Ordinal))
                Tell(field.GetValue(value), $"{path}.{field.Name}", text);
    }

    private static void TellItems(IEnumerable items, bool isOrdered, string path, StringBuilder text)
    {
        var told = new List<string>();
        foreach (var item in items)
        {
            var one = new StringBuilder();
            Tell(item, isOrdered ? $"{path}[{told.Count}]" : $"{path}[]", one);
            told.Add(one.ToString());
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{path} has {told.Count}");
        foreach (var one in isOrdered ? told : [.. told.Order(StringComparer.Ordinal)]) text.Append(one);
    }

    private static bool IsQueue(object value) => value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Queue<>);

    // Not the configuration, nor what a checkpoint says it does not know, nor what is worked out anew with every look or price, nor how a book holds its lots.
    private static bool IsState(FieldInfo field) => field.FieldType != typeof(InstrumentCatalog) && field.FieldType != typeof(Instrument) && !field.FieldType.IsAssignableTo(typeof(Delegate))
        && field.Name is not ("<StartedAt>k__BackingField" or "<StateReason>k__BackingField" or "_byStrategy" or "_head" or "_lots" or "<Closable>k__BackingField" or "_weighed");

    /// <summary>Outcomes become unclear and are found again, streams are lost, executions are passed over.</summary>
    private sealed class UnclearWorld(Random random) : RaceWorld(random, TestMarket.Setup(
        new RiskLimits { DailyLossReducingFraction = 1m, StrategyOrdersPerSecondMax = 10_000, AccountOrdersPerSecondMax = 10_000 },
        TestMarket.Spec(style: OrderStyle.Limit, allowShort: true), TestMarket.Spec("beta", allowShort: true)))
    {
        protected override void Trouble()
        {
            if (Bench.Books.Orders.Open is [var order, ..] && Random.Next(2) == 0) Bench.Report(new VenueEvent.OutcomeUnknown(order.Intent.ClientOrderId, "lost", Bench.Now));
            if (Random.Next(10) == 0) Bench.Engine.Account.Log.Emit(new TradingDaemon.Domain.Facts.Fact.ExecutionsPassed("simulated", Bench.Books.Fills.NewestOf("simulated")), Bench.Now);
            if (Random.Next(8) == 0) Bench.OpenStream();
        }
    }
}
