using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Market;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox;

/// <summary>A protocol the exchange can speak.</summary>
/// <param name="Name">As the command line says it.</param>
/// <param name="Demo">The account there is when none is named.</param>
/// <param name="FlawOf">Why a secret cannot sign here, in a sentence; null when it can.</param>
/// <param name="HasCode">Whether the venue has this error of its own, for faults that ask for it.</param>
/// <param name="Speak">Speaks it about an exchange.</param>
internal sealed record Dialect(string Name, SandboxAccount Demo, Func<string, string?> FlawOf, Predicate<string> HasCode, Func<ExchangeParts, IVenueProtocol> Speak)
{
    /// <summary>What is traded when nobody says.</summary>
    public IReadOnlyList<SandboxInstrument> Instruments { get; init; } = InstrumentFile.BuiltIn;

    /// <summary>The rules of an instrument as the venue has them, fees above all.</summary>
    public Func<ExchangeInstrument, ExchangeInstrument> Terms { get; init; } = static rules => rules;

    /// <summary>Whether a client order id stays taken for ever at this venue.</summary>
    public bool TakesIdsOnce { get; init; }

    /// <summary>Whether anything is had by an account; else anybody asks.</summary>
    public bool HasAccounts { get; init; } = true;
}
