using System.Globalization;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Integration.Tests.Support;
using TradingDaemon.Storage.Inspection;

namespace TradingDaemon.Integration.Tests.Venue;

/// <summary>Entries executed in parts at a real exchange process, by a daemon that is killed amid them.</summary>
public sealed class SandboxParentTests
{
    private const int Kills = 3;

    [Test]
    public async Task Kill_AmidEntriesInParts_TheNextStartGoesOnWhereItWas()
    {
        Chosen.OnlyWhenLong("entries in parts take their minutes");
        var seed = Chosen.Seed();
        var moments = new Random(seed);
        string[] inParts =
        [
            "--set", "tiers:busy:strategies:cross-market:parameters:fast=10", "--set", "tiers:busy:strategies:cross-market:parameters:slow=60", // wants the opposite seldom enough for a second part
            "--set", "tiers:busy:strategies:cross-market:execution:algorithm=twap", "--set", "tiers:busy:strategies:cross-market:execution:horizon=00:00:06", "--set", "tiers:busy:strategies:cross-market:execution:slices=6",
            "--set", "tiers:busy:strategies:momentum-limit:execution:algorithm=iceberg", "--set", "tiers:busy:strategies:momentum-limit:execution:childNotionalMaxAccount=600", "--set", "tiers:busy:strategies:momentum-limit:execution:capFraction=0.01",
            "--set", "tiers:busy:strategies:momentum-limit:execution:horizon=00:00:05", "--set", "tiers:busy:strategies:momentum-limit:execution:pause=00:00:01",
        ];
        await using var floor = await TradingFloor.OpenAsync(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var killed = floor.StartDaemon(inParts);
            await killed.ReadyAsync();
            await TradingFloor.TradesAsync(killed, 5);
            await Task.Delay(TimeSpan.FromMilliseconds(moments.Next(4_000)));
            killed.Signal(DaemonProcess.SigKill);
            await killed.ExitAsync();
        }

        var before = Opened(Facts(floor)).Select(static parent => parent.Id).ToHashSet();
        using var daemon = floor.StartDaemon(inParts);
        await daemon.ReadyAsync();
        await TradingFloor.TradesAsync(daemon, 10);
        await daemon.UntilAsync(() => Task.FromResult(HaveWorked(Facts(floor), before)), "all of before have ended, and some came to a second part");
        var comparison = await floor.EndAsync(daemon);
        Assert.That(comparison.Differences.Take(20), Is.Empty, () => $"seed {seed}\n{daemon.Tail}");
        var facts = Facts(floor);
        var opened = Opened(facts).ToDictionary(static parent => parent.Id);
        var (children, ended) = (Children(facts), facts.OfType<Fact.ParentEnded>().ToList());
        var told = string.Create(CultureInfo.InvariantCulture, $"{Kills} kills, seed {seed}: {opened.Count} parent orders, {ended.Count} ended, {children.Count} children, {ended.GroupBy(static end => end.Why).Select(static why => $"{why.Key} {why.Count()}").Aggregate("", static (all, why) => $"{all}, {why}")}");
        TestContext.Progress.WriteLine(told);
        Assert.That((opened.Count > 0, children.Exists(static child => child.Child!.Number > 1), ended.Count > 0), Is.EqualTo((true, true, true)), told);
        var fills = facts.OfType<Fact.FillBooked>().GroupBy(static booked => booked.Fill.ClientOrderId).ToDictionary(static of => of.Key, static of => of.Sum(static booked => booked.Fill.Quantity.Base));
        foreach (var of in children.GroupBy(static child => child.Child!.Parent))
        {
            Assert.That(of.Sum(child => fills.GetValueOrDefault(child.ClientOrderId)), Is.LessThanOrEqualTo(opened[of.Key].QuantityBase), () => $"parent {of.Key}, seed {seed}");
            Assert.That(of.Select(static child => child.Child!.Number), Is.EqualTo(Enumerable.Range(1, of.Count())), () => $"parent {of.Key}, seed {seed}");
        }
    }

    private static bool HaveWorked(List<Fact> facts, HashSet<ParentId> before)
    {
        var ended = facts.OfType<Fact.ParentEnded>().Select(static end => end.Parent).ToHashSet();
        return ended.Count > 0 && ended.IsSupersetOf(before) && Children(facts).Exists(static child => child.Child!.Number > 1);
    }

    private static List<Fact> Facts(TradingFloor floor)
    {
        using var store = StoreInspection.Open(floor.Place.Data);
        return [.. store.FactsAfter(0).Select(static recorded => recorded.Fact)];
    }

    private static IEnumerable<ParentOrder> Opened(List<Fact> facts) => facts.OfType<Fact.ParentOpened>().Select(static parent => parent.Order);

    private static List<OrderIntent> Children(List<Fact> facts) =>
        [.. facts.OfType<Fact.OrderIntended>().Select(static intended => intended.Intent).Where(static intent => intent is { IsReduceOnly: false, Child: not null })];
}
