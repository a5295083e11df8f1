using System.Reflection;
using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.Live;

/// <summary>What an adapter says of its venue in its constants holds in the traits others judge it by.</summary>
internal sealed class TraitsTests
{
    // By the constant's name, the trait it stands for.
    private static readonly Dictionary<string, Func<VenueTraits, TimeSpan>> Stated = new()
    {
        ["ListsLag"] = static traits => traits.ListsLagMax, ["AbsenceProvenAfter"] = static traits => traits.AbsenceProvenAfter, ["FillsAskedEvery"] = static traits => traits.FillsAskedEvery,
    };

    private static IEnumerable<string> Venues => LiveVenues.Names.Where(static name => VenueEntry.Find(name)!.TakesOrders);

    [Test]
    public void Traits_OfEachAdapter_AreNotBelowItsOwnConstants([ValueSource(nameof(Venues))] string name)
    {
        var demo = SandboxAccount.DemoOf(name);
        using var venue = VenueEntry.Find(name)!.Make(new VenueSetup
        {
            Id = name, Hosts = LiveVenues.Hosts(name)[0].At(new Uri("http://127.0.0.1:9")), Credentials = new VenueCredentials(demo.Key, demo.Secret), Nonces = new SandboxRig.CountingNonces(),
            Instruments = [], Clock = TimeProvider.System, BookedFrom = DateTimeOffset.UnixEpoch,
        });
        if (name == "coinbase") Assert.That(venue.Traits.ListsLagMax, Is.EqualTo(TimeSpan.FromSeconds(30)));
        var constants = typeof(LiveVenues).Assembly.GetTypes().Where(type => type.Namespace is { } space && space.Equals($"TradingDaemon.Venues.{name}", StringComparison.OrdinalIgnoreCase))
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)).Where(static field => field.FieldType == typeof(TimeSpan) && Stated.ContainsKey(field.Name)).ToArray();
        Assert.Multiple(() =>
        {
            foreach (var constant in constants) Assert.That(Stated[constant.Name](venue.Traits), Is.GreaterThanOrEqualTo((TimeSpan)constant.GetValue(null)!), $"{constant.DeclaringType!.Name}.{constant.Name}");
            Assert.That(venue.Traits.ListsLagMax, Is.InRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(45)), "entries wait for it, and a difference is told within a minute");
        });
    }
}
