using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Compiler flags that let a host run the forms of kernels that Arm cores run: see <c>tests/instructions</c>.</summary>
internal static class InstructionsInC
{
    /// <summary>What Cortex-M4, M7 and M33 run.</summary>
    public static ImmutableArray<string> Dsp { get; } = Flags("DSP");

    /// <summary>What Cortex-M55 and M85 run.</summary>
    public static ImmutableArray<string> Helium { get; } = Flags("MVE");

    /// <summary>What Cortex-M0+ runs: it has no products of 64 bits.</summary>
    public static ImmutableArray<string> Armv6M { get; } = ["-DMNV2_HAS_LONG_MULTIPLY=0"];

    private static ImmutableArray<string> Flags(string name) =>
        [$"-I{Checkout.PathOf("tests", "instructions")}", $"-DMNV2_{name}_INSTRUCTIONS=\"{name.ToLowerInvariant()}_in_c.h\""];
}
