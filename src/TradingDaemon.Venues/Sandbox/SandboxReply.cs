using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live.Lines;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>What a request came to: an answer's bytes, or a fault.</summary>
internal readonly record struct SandboxReply(byte[] Body, VenueFault? Fault)
{
    /// <summary>What the line brought, in the sandbox's words.</summary>
    public static SandboxReply Of(LineReply reply) =>
        reply.IsSuccess ? new SandboxReply(reply.Body, null) : new SandboxReply([], reply.Fault ?? SandboxErrors.Read(reply));

    /// <summary>The answer of a query; throws <see cref="VenueException"/> when there is none. A question may be asked again, whatever became of it.</summary>
    public T Answer<T>(JsonTypeInfo<T> type)
    {
        if (Fault is { } fault) throw new VenueException(fault.Kind == VenueFaultKind.OutcomeUnknown ? fault with { Kind = VenueFaultKind.Retry } : fault);
        return Read(type) ?? throw new VenueException(LineReply.Garbled with { Kind = VenueFaultKind.Retry });
    }

    /// <summary>The answer's object, or null when it is none.</summary>
    public T? Read<T>(JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(Body, type);
        }
        catch (JsonException)
        {
            return default; // told by the caller, in the words of what it asked
        }
    }
}
