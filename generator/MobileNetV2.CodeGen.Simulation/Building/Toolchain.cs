using System.Collections.Immutable;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>A compiler and what it needs to make a program for one machine.</summary>
/// <param name="Machine">The emulated machine; null on the host.</param>
internal sealed record Toolchain(
    string Compiler, ImmutableArray<string> MachineFlags, Target? Machine, bool Sanitize, OptimizationFlags Optimization)
{
    /// <summary>Generated code and harness must be clean under all of these.</summary>
    public static readonly ImmutableArray<string> Warnings =
    [
        "-Wall", "-Wextra", "-Werror", "-Wconversion", "-Wcast-qual", "-Wshadow", "-Wundef", "-Wdouble-promotion", "-Wmissing-prototypes",
    ];

    private static readonly ImmutableArray<string> SanitizerFlags =
        ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer", "-g"];

    public static Toolchain ForHost(Target target, bool sanitize, OptimizationFlags optimization) =>
        new("gcc", target.CompilerFlags, null, sanitize, optimization);

    public static Toolchain ForMachine(Target target, Target machine, OptimizationFlags optimization) =>
        new("arm-none-eabi-gcc", target.CompilerFlags, machine, Sanitize: false, optimization);

    /// <summary>Flags of every compile and link.</summary>
    public ImmutableArray<string> CommonFlags => [.. MachineFlags, .. Optimization.Flags, .. Sanitize ? SanitizerFlags : []];
}
