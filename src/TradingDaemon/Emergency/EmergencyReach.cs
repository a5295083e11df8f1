using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Storage.Emergency;

namespace TradingDaemon.Emergency;

/// <summary>What the emergency stop can lay its hands on: the venues, the closing orders' file, and as a courtesy the engine. Any of it may be broken.</summary>
/// <param name="Venues">Every venue, past its session, circuits and budget.</param>
/// <param name="Catalog">Increments.</param>
/// <param name="Command">Tells the account engine; false when it takes no commands.</param>
/// <param name="Known">Open orders as last shown, for a venue that does not tell.</param>
/// <param name="OpenClosings">Opens the closing orders' file; throws when the disk refuses.</param>
/// <param name="Blocks">What else keeps entries from leaving, as the engine has it.</param>
internal sealed record EmergencyReach(
    IReadOnlyList<VenueLine> Venues, InstrumentCatalog Catalog, Func<Command, bool> Command, Func<IReadOnlyList<OrderReference>> Known, Func<ClosingOrders> OpenClosings,
    Func<Task<IReadOnlyList<string>>> Blocks)
{
    /// <summary>Tells the engine where the stop stands; of a resume by file the pull before it too, for what that ends does not come back with the resume.</summary>
    public bool TellEngine(EmergencyFlag flag) =>
        (flag.Replaces is not { } pulled || Command(new Command.SetEmergency(pulled, flag.Source, $"Asked for by file before it asked to resume: {flag.Reason}")))
        && Command(new Command.SetEmergency(flag.State, flag.Source, flag.Reason));
}
