using Microsoft.AspNetCore.Routing;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Agents;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Web;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Agents;

/// <summary>Puts signals from outside into the host.</summary>
internal static class AgentServices
{
    /// <summary>Adds what takes them; where no agent is configured nothing.</summary>
    public static IServiceCollection AddAgents(this IServiceCollection services, DaemonConfig config)
    {
        if (config.Agents.IsEmpty) return services;
        services.AddSingleton(provider => new AgentRefusals(provider.GetRequiredService<Topology>(), provider.GetRequiredService<AlertBoard>(), RealOf(provider), provider.GetRequiredService<ILogger<AgentRefusals>>()));
        services.AddHostedService(provider => new AgentRefusalWatch(provider.GetRequiredService<AgentRefusals>(), RealOf(provider)));
        return services.AddSingleton<IAgentSignals>(provider =>
        {
            var signals = new AgentSignals(config.Agents, provider.GetRequiredService<Topology>(), provider.GetRequiredService<DurableMark>(), provider.GetRequiredService<AgentRefusals>(), RealOf(provider), provider.GetRequiredService<ILogger<AgentSignals>>());
            AgentGauges.AddTo(provider.GetRequiredService<DaemonMetrics>().Meter, signals);
            return signals;
        });
    }

    /// <summary>Adds the route; where no agent is configured there is none.</summary>
    public static void MapAgents(this IEndpointRouteBuilder endpoints, DaemonConfig config)
    {
        if (config.Agents.IsEmpty) return;
        endpoints.ServiceProvider.GetRequiredService<IAgentSignals>(); // its figures are there from the start
        endpoints.MapAgents();
    }

    private static TimeProvider RealOf(IServiceProvider provider) => provider.GetRequiredService<Clocks>().Real;
}
