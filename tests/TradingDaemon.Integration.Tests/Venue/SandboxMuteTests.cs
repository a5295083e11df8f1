using System.Globalization;
using System.Text.Json;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Control;
using TradingDaemon.Integration.Tests.Support;
using TradingDaemon.Storage.Inspection;

namespace TradingDaemon.Integration.Tests.Venue;

/// <summary>A real exchange whose stream goes mute while heartbeats, pongs and answers go on: only the data themselves tell.</summary>
public sealed class SandboxMuteTests
{
    private static readonly TimeSpan QuoteAge = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(4);

    [Test]
    public async Task Stream_GoesMuteWithHealthyPongs_IsBlind_AndNoEntryIsDecidedOnStaleQuotes()
    {
        Chosen.OnlyWhenLong("a mute stream is found out after a quarter of a minute");
        await using var floor = await TradingFloor.OpenAsync(Chosen.Seed());
        await File.WriteAllTextAsync(
            Path.Combine(floor.Place.Directory, "config", "tiers", "busy.json"), BusyTier.Json.Replace("\"quoteAgeMax\":\"00:00:30\"", $"\"quoteAgeMax\":\"{QuoteAge:c}\"", StringComparison.Ordinal));
        using var daemon = await floor.StartTradingAsync();
        var before = floor.LastFact();

        await floor.Exchange.AddFaultAsync(new() { ["kind"] = "muteStream" });
        var mute = TimeProvider.System.GetUtcNow();
        using var client = daemon.Client();
        var (ticks, lastTold) = (0L, mute); // what was on its way to a busy daemon counts: its quotes are as old as it took them
        await daemon.UntilAsync(
            async () =>
            {
                if (await TicksAsync(client) is var now && now > ticks) (ticks, lastTold) = (now, TimeProvider.System.GetUtcNow());
                return BlindAt(floor, before) is not null;
            },
            "entries are blocked for want of data");
        await Task.Delay(Lasting);
        var healing = TimeProvider.System.GetUtcNow(); // once it is asked for, prices may come before its answer does
        await floor.Exchange.HealAsync();

        await daemon.ReadyAsync();
        await TradingFloor.TradesAsync(daemon, 10);
        var (blindAfter, decided) = (BlindAt(floor, before)!.Value - mute, Entries(floor, before).Where(at => at < healing).ToArray());
        var result = await floor.EndAsync(daemon);
        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"mute: blind after {blindAfter.TotalSeconds:0.0} s, {decided.Length} entries since just before it, the last {(decided.LastOrDefault(lastTold) - lastTold).TotalSeconds:0.0} s after the last data were counted; {result.Orders} orders, {result.Differences.Count} differences"));
        Assert.Multiple(() =>
        {
            Assert.That(decided.Where(at => at > lastTold + QuoteAge), Is.Empty, "entries decided on quotes older than allowed");
            Assert.That(result.Differences.Take(20), Is.Empty);
        });
    }

    private static async Task<long> TicksAsync(HttpClient client)
    {
        using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative)));
        return status.RootElement.GetProperty("counts").GetProperty("ticks").GetInt64();
    }

    private static DateTimeOffset? BlindAt(TradingFloor floor, long after)
    {
        using var store = StoreInspection.Open(floor.Place.Data);
        return store.FactsAfter(after).FirstOrDefault(static recorded => recorded.Fact is Fact.EntriesBlocked { Cause: BlockCause.FeedStale })?.At;
    }

    private static DateTimeOffset[] Entries(TradingFloor floor, long after)
    {
        using var store = StoreInspection.Open(floor.Place.Data);
        return [.. store.FactsAfter(after).Select(static recorded => recorded.Fact).OfType<Fact.OrderIntended>().Where(static recorded => !recorded.Intent.IsReduceOnly).Select(static recorded => recorded.Intent.DecidedAt)];
    }
}
