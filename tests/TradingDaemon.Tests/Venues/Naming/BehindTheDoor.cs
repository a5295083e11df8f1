using System.Reflection;
using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.Venues.Naming;

/// <summary>A venue that knows its own names alone: it throws at any other it is asked in, and answers everything in its own.</summary>
public class BehindTheDoor : DispatchProxy
{
    /// <summary>Whether it was asked anything that has a name in it.</summary>
    public bool WasNamed { get; private set; }

    internal static T Make<T>() where T : class => Create<T, BehindTheDoor>();

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var told = (args ?? []).Where(static arg => arg is not ChannelWriter<VenueEvent>).SelectMany(NamesWithin.Of).ToList();
        WasNamed |= told.Count > 0;
        if (told.Find(static text => text.Contains('@', StringComparison.Ordinal)) is { } ours) throw new InvalidOperationException($"{targetMethod!.Name} was asked of {ours}, which is no name of the venue's.");
        return Answer(targetMethod!, args!);
    }

    private static object? Answer(MethodInfo member, object?[] args)
    {
        var (samples, type) = (new Samples(new Symbol("BTC/USD")), member.ReturnType);
        if (type == typeof(void)) return null;
        if (type == typeof(Task)) return TellAsync((ChannelWriter<VenueEvent>)args[0]!, samples);
        if (type == typeof(IAsyncEnumerable<RawTick>)) return AsyncEnumerable.Empty<RawTick>();
        if (type == typeof(IAsyncEnumerable<IReadOnlyList<TradingRule>>)) return new[] { (IReadOnlyList<TradingRule>)samples.Of(typeof(IReadOnlyList<TradingRule>)) }.ToAsyncEnumerable();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)) return Activator.CreateInstance(type, samples.Of(type.GetGenericArguments()[0]));
        return type.IsValueType ? Activator.CreateInstance(type) : null; // a property: what it is
    }

    private static async Task TellAsync(ChannelWriter<VenueEvent> events, Samples samples)
    {
        foreach (var told in samples.Events) await events.WriteAsync(told);
        events.TryComplete();
    }
}
