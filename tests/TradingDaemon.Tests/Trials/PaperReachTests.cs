using System.Reflection;
using NUnit.Framework;
using TradingDaemon.Composition;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage;
using TradingDaemon.Trials;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Tests.Trials;

/// <summary>No order on paper can reach a venue, and none of its facts the live journal: nothing that could carry one is known there.</summary>
public sealed class PaperReachTests
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type[] Ways = [typeof(IVenue), typeof(VenueSession), typeof(SendGate), typeof(Topology), typeof(DaemonParts), typeof(VenueParts), typeof(IJournal), typeof(IServiceProvider)];

    [Test]
    public void Trials_KnowNoWayToAVenueNorToTheLiveJournal()
    {
        var all = typeof(PaperScene).Assembly.GetTypes().Where(static type => type.Namespace == typeof(PaperScene).Namespace).ToList();
        Assert.That(all, Has.Member(typeof(PaperRun)).And.Member(typeof(PaperTrials)));
        var carried = all.SelectMany(static type => Known(type).SelectMany(Parts).Select(part => (type, part))).ToHashSet();
        Assert.That(carried, Has.Member((typeof(PaperScene), typeof(SimulatedVenue))), "its own exchange, which it makes itself");
        Assert.That(carried, Has.Member((typeof(PaperScene), typeof(SqliteStore))), "its own store, likewise");
        Assert.That(carried.Where(static one => one.part != typeof(SimulatedVenue) && Ways.Any(way => way.IsAssignableFrom(one.part))), Is.Empty);
        var given = typeof(PaperScene).GetMethod(nameof(PaperScene.Open))!.GetParameters().Concat(typeof(PaperRun).GetConstructors().Single().GetParameters()).Select(static one => one.ParameterType).ToHashSet();
        Assert.That(given.Intersect([typeof(SimulatedVenue), typeof(SqliteStore)]), Is.Empty, "neither is handed in");
    }

    private static IEnumerable<Type> Known(Type type) => type.GetFields(Everything).Select(static field => field.FieldType)
        .Concat(type.GetConstructors(Everything).Cast<MethodBase>().Concat(type.GetMethods(Everything)).SelectMany(static method => method.GetParameters()).Select(static parameter => parameter.ParameterType))
        .Concat(type.GetMethods(Everything).Select(static method => method.ReturnType));

    private static IEnumerable<Type> Parts(Type type) => type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : type.HasElementType ? Parts(type.GetElementType()!) : [type];
}
