using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Simulation.Building;
using MobileNetV2.CodeGen.Simulation.Messages;
using MobileNetV2.CodeGen.Simulation.Processes;

namespace MobileNetV2.CodeGen.Simulation.Running;

/// <summary>Runs a built program on the host or on its emulated machine, and says why it ended when it ended badly.</summary>
/// <param name="StepLimit">A step that takes longer hangs: processor time on the host,
/// emulated time (1 ns for an instruction) on a board.</param>
/// <param name="RunLimit">Real time for the whole run; a last resort, since the program watches itself.</param>
/// <param name="StepName">What a step is called, for diagnostics.</param>
internal sealed record ProgramRunner(Toolchain Toolchain, TimeSpan StepLimit, TimeSpan RunLimit, Func<int, string> StepName)
{
    public const string EmulatorName = "qemu-system-arm";

    /// <summary>Bits of the Configurable Fault Status Register that say more than the exception's name.</summary>
    private static readonly ImmutableArray<(uint Bit, string Cause)> FaultCauses =
    [
        (1U << 0, "instruction fetch"),
        (1U << 8, "instruction fetch"),
        (1U << 16, "undefined instruction"),
        (1U << 17, "branch to ARM code or to no function"),
        (1U << 19, "no coprocessor"),
        (1U << 24, "unaligned access"),
        (1U << 25, "division by zero"),
    ];

    public string MachineName => Toolchain.Machine?.Name ?? "host";

    /// <summary>Loaded into the emulator, with its arguments; null for none.</summary>
    public string? Plugin { get; init; }

    /// <param name="command">Words for the harness, the step limit excepted.</param>
    /// <returns>Null when the program said that it is done.</returns>
    public async Task<Diagnostic?> RunAsync(
        SimulationFolder folder,
        IEnumerable<string> command,
        Action<HarnessLine>? onLine,
        CancellationToken cancellation)
    {
        HarnessLine? last = null;
        var limit = ((int)Math.Ceiling(StepLimit.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture);
        ImmutableArray<string> words = ["harness", .. command, limit];
        ImmutableArray<string> counting = Plugin is { } plugin ? ["-plugin", plugin] : [];
        var (program, arguments) = Toolchain.Machine is { Emulator: { } emulator }
            ? (EmulatorName, [.. EmulatorArguments(emulator.Machine, words), .. counting])
            : (folder[HarnessBuilder.ProgramName], words[1..]);
        var run = await Tool.RunAsync(program, arguments, folder.Path, RunLimit, cancellation, Observe);
        if (run.Value is null)
            return run.Diagnostics[0];
        return last?.What == "done" && run.Value.Succeeded ? null : await ExplainAsync(run.Value, last, folder, cancellation);

        void Observe(string text)
        {
            if (HarnessLine.Parse(text) is not { } line)
                return;
            last = line;
            onLine?.Invoke(line);
        }
    }

    private static ImmutableArray<string> EmulatorArguments(string machine, ImmutableArray<string> words) =>
    [
        "-machine", machine,
        // An instruction takes 1 ns of emulated time: counts are exact, and time does not depend on how busy the host is.
        "-icount", "shift=0",
        "-display", "none", "-monitor", "none", "-serial", "null",
        "-semihosting-config", "enable=on,target=native," + string.Join(',', words.Select(w => "arg=" + w)),
        "-kernel", HarnessBuilder.ProgramName,
    ];

    private async Task<Diagnostic> ExplainAsync(ToolRun run, HarnessLine? last, SimulationFolder folder, CancellationToken cancellation)
    {
        var where = MachineName;
        var step = StepName(last?.Step ?? 0);
        var at = last is null || last["pc"] == 0 ? null : await FunctionAtAsync(last["pc"], folder, cancellation);
        return last?.What switch
        {
            "overflow" => SimulationDiagnostics.StackOverflow(where, last["stack"], at, step, last.Run),
            "fault" => SimulationDiagnostics.Fault(where, FaultName(last["exception"], last["cfsr"], last["address"]), at, step, last.Run),
            "signal" => SimulationDiagnostics.Fault(where, SignalName(last["number"]), null, step, last.Run),
            "hang" => SimulationDiagnostics.Hang(where, TimeSpan.FromMilliseconds(last["limit"]), at, step, last.Run),
            "refused" or "unbound" => SimulationDiagnostics.Refused(where, last["status"], step, last.Run),
            _ when run.TimedOut => SimulationDiagnostics.RunHangs(where, RunLimit, step, last?.Run ?? 0),
            _ => SimulationDiagnostics.Ended(where, HowItEnded(run, last), LastWords(run)),
        };
    }

    private string HowItEnded(ToolRun run, HarnessLine? last) => $"exit status {run.ExitCode}, " + last?.What switch
    {
        null => "before the first step was complete",
        "step" => $"during {StepName(last.Step)} of case {last.Run}",
        "case" => $"after case {last.Run}",
        _ => $"after the line '{last.Text}'",
    };

    private static string LastWords(ToolRun run) =>
        string.Join('\n', run.Errors.Split('\n').Where(l => l.Trim().Length > 0 && HarnessLine.Parse(l) is null).Take(30)
            .Select(l => "  " + l.TrimEnd()));

    private static string FaultName(uint exception, uint status, uint address)
    {
        var name = exception switch
        {
            2 => "NMI",
            3 => "hard fault",
            4 => "memory management fault",
            5 => "bus fault",
            6 => "usage fault",
            7 => "secure fault",
            _ => $"exception {exception}",
        };
        var cause = FaultCauses.FirstOrDefault(c => (status & c.Bit) != 0).Cause;
        var where = address == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" on address 0x{address:x8}");
        return $"{name}{(cause is null ? "" : $" ({cause})")}{where}";
    }

    private static string SignalName(uint number) => number switch
    {
        4 => "illegal instruction",
        7 => "bus error",
        8 => "arithmetic exception",
        11 => "segmentation fault or stack overflow",
        _ => $"signal {number}",
    };

    private static async Task<string> FunctionAtAsync(uint address, SimulationFolder folder, CancellationToken cancellation)
    {
        var hex = string.Create(CultureInfo.InvariantCulture, $"0x{address:x8}");
        var lookup = await Tool.RunAsync(
            "arm-none-eabi-addr2line", ["-f", "-e", HarnessBuilder.ProgramName, hex], folder.Path, TimeSpan.FromSeconds(30), cancellation);
        var name = lookup.Value is { Succeeded: true } found ? found.Output.Split('\n')[0].Trim() : "??";
        return name is "??" or "" ? hex : $"{hex} in {name}()";
    }
}
