using System.Collections.Immutable;
using MobileNetV2.CodeGen.Simulation.Processes;
using MobileNetV2.CodeGen.Simulation.Running;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Verification;

/// <summary>A program that a verification runs, and what it says of its version: results must not depend on it,
/// yet whoever finds a difference asks for it first.</summary>
/// <param name="Program">As it is called, such as <c>gcc</c>.</param>
/// <param name="Version">The first line of <c>--version</c>; <c>unknown</c> when there is none.</param>
public sealed record ToolVersion(string Program, string Version)
{
    private const int LongestVersion = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Those that <see cref="Verifier"/> runs for <paramref name="target"/>: a compiler, and an emulator unless it is the
    /// host.</summary>
    public static async Task<ImmutableArray<ToolVersion>> OfAsync(Target target, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        string[] programs = target.Core == Core.Host ? ["gcc"] : ["arm-none-eabi-gcc", ProgramRunner.EmulatorName];
        var found = ImmutableArray.CreateBuilder<ToolVersion>();
        foreach (var program in programs)
        {
            var run = await Tool.RunAsync(program, ["--version"], Path.GetTempPath(), Patience, cancellation);
            found.Add(new(program, run.Value is { Succeeded: true } said ? FirstLine(said.Output) : "unknown"));
        }

        return found.ToImmutable();
    }

    private static string FirstLine(string text)
    {
        var line = text.Split('\n')[0].Trim();
        return line.Length == 0 ? "unknown" : line[..Math.Min(line.Length, LongestVersion)];
    }
}
