using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>One call of a C kernel.</summary>
/// <param name="Function">The C function.</param>
/// <param name="Arguments">In the order of the C prototype.</param>
/// <param name="RuntimeFiles">Sources of <c>runtime-c/</c> that define the function and what it calls, for the generated folder.</param>
internal sealed record KernelCall(
    string Function,
    ImmutableArray<KernelArgument> Arguments,
    StatusConvention Status,
    ImmutableArray<string> RuntimeFiles);
