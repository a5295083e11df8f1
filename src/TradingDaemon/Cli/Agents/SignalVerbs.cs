using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using TradingDaemon.Agents;
using TradingDaemon.Cli.Calls;
using TradingDaemon.Cli.Context;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Checks.Agents;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Keyring;
using TradingDaemon.Operations.Agents;
using TradingDaemon.Operations.Web;

namespace TradingDaemon.Cli.Agents;

/// <summary><c>signal send</c>: signs a signal as an agent does and sends it to a running daemon.</summary>
internal sealed class SignalVerbs(ConfigurationOptions options, Surroundings surroundings)
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(30);

    private readonly Option<string> _agent = new("--agent") { Description = "Who signs; the key is in AGENT_<NAME>_KEY.", HelpName = "name", Required = true };
    private readonly Option<string> _strategy = new("--strategy") { Description = "In whose name; of kind external.", HelpName = "name", Required = true };
    private readonly Option<string> _symbol = new("--symbol") { Description = "On what, e.g. BTC/USD.", HelpName = "symbol", Required = true };
    private readonly Option<string> _kind = new("--kind") { Description = "buy, sell or close.", HelpName = "kind", Required = true };
    private readonly Option<double> _confidence = new("--confidence") { Description = "0 to 1.", DefaultValueFactory = static _ => 1d };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, in one sentence.", HelpName = "text" };
    private readonly Option<decimal?> _quantity = new("--quantity") { Description = "Size in base; the strategy's sizing by default." };
    private readonly Option<decimal?> _stop = new("--stop") { Description = "Price at which the loss is cut." };
    private readonly Option<decimal?> _target = new("--target") { Description = "Price at which the profit is taken." };
    private readonly Option<string?> _nonce = new("--nonce") { Description = "The name of this one signal; made up by default. Sent again it is refused.", HelpName = "text" };
    private readonly Option<string?> _url = new("--url") { Description = "Where the daemon listens; as configured by default.", HelpName = "address" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the answer as one JSON object." };

    /// <summary>The verbs for the command line.</summary>
    public Command Build()
    {
        var send = new Command("send", "Signs a signal and sends it to a running daemon; exit code 1 when it was not taken.") { _agent, _strategy, _symbol, _kind, _confidence, _reason, _quantity, _stop, _target, _nonce, _url, _json };
        send.SetAction(SendAsync);
        return new Command("signal", "Signals of programs outside, which agents sign.") { send };
    }

    private async Task<int> SendAsync(ParseResult result, CancellationToken stopping)
    {
        var report = options.Peek(result);
        if (!ListeningAddress.TryFind(result.GetValue(_url), report.InForce, out var uri, out var wrong)) return await surroundings.RefuseAsync(wrong, ExitCode.Misused);
        var (agent, notes) = (result.GetValue(_agent)!, new List<string>());
        var secrets = new SecretVariables(ConfigurationSources.Variables(surroundings.Inputs), path => File.ReadAllText(Path.GetFullPath(path, surroundings.CurrentDirectory)));
        if (AgentModels.KeyOf(agent, secrets, notes) is not { } key) return await surroundings.RefuseAsync(string.Join(' ', notes), ExitCode.Misused);
        var answer = await AskAsync(result, new DaemonCall(uri, null), agent, key, stopping);
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(JsonSerializer.Serialize(answer, AgentJson.Default.AgentAnswer));
        else await (answer.IsTaken ? surroundings.Output : surroundings.Error).WriteLineAsync(answer.IsTaken ? answer.Message : $"error: {(answer.Refusal is { } why ? $"{why}. " : "")}{answer.Message}");
        return answer.IsTaken ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<AgentAnswer> AskAsync(ParseResult result, DaemonCall call, string agent, string key, CancellationToken stopping)
    {
        var body = new AgentBody(
            result.GetValue(_strategy), result.GetValue(_symbol), result.GetValue(_kind), result.GetValue(_confidence), result.GetValue(_reason), result.GetValue(_quantity), result.GetValue(_stop), result.GetValue(_target)).Write();
        var timestamp = surroundings.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var nonce = result.GetValue(_nonce) ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var headers = new Dictionary<string, string>
        {
            [AgentEndpoints.Agent] = agent, [AgentEndpoints.Timestamp] = timestamp, [AgentEndpoints.Nonce] = nonce, [AgentEndpoints.Signature] = AgentSigning.Sign(key, timestamp, nonce, body),
        };
        var answer = await call.SendAsync(HttpMethod.Post, "api/v1/signals", body, AnswerMax, stopping, headers) ?? throw new IOException("Nothing answers there. Is the daemon running? Another address goes with --url. Whether it was taken, the same --nonce tells within a day: a replay names its number.");
        return DaemonCall.Read(answer.Text, AgentJson.Default.AgentAnswer) ?? throw new IOException($"The daemon answered {answer.Status}: it takes no signals; configure agents.");
    }
}
