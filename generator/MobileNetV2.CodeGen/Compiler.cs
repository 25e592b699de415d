using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen;

/// <summary>A quantized network in, C files out.</summary>
public static class Compiler
{
    /// <summary>Compiles <paramref name="request"/>; user mistakes come back as diagnostics.</summary>
    public static Outcome<CompileResult> Compile(CompileRequest request, ICompileObserver? observer = null) =>
        throw new NotSupportedException("being built");

    /// <summary>The figures of a compile, without its files.</summary>
    public static Outcome<PlanReport> Plan(CompileRequest request, ICompileObserver? observer = null) =>
        throw new NotSupportedException("being built");
}
