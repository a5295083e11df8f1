using System.Text.Json;
using System.Text.Json.Serialization;
using TradingDaemon.Domain.Control;

namespace TradingDaemon.Cli.Reloading;

/// <summary>Effects as the API spells them.</summary>
internal sealed class EffectWord() : JsonStringEnumConverter<ChangeEffect>(JsonNamingPolicy.SnakeCaseLower);
