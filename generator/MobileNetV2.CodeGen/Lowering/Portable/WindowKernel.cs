using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>Calls of kernels with a sliding window: those for tall windows take a table for their row pointers before the output.</summary>
internal static class WindowKernel
{
    /// <param name="name">Without the type: <c>mnv2_max_pool</c>.</param>
    /// <param name="arguments">All but the output.</param>
    public static void Call(string name, int rows, StepBuilder step, KernelArgument output, params ImmutableArray<KernelArgument> arguments)
    {
        var table = step.RowTable(rows);
        step.Call(
            table is null ? $"{name}_s8" : $"{name}_tall_s8",
            [$"{name}_s8.c"],
            [.. arguments, .. table is null ? ImmutableArray<KernelArgument>.Empty : [table], output]);
    }
}
