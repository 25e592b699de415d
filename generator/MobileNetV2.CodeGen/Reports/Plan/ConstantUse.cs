using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>Which constants a step reads.</summary>
internal static class ConstantUse
{
    public static IEnumerable<ConstantId> Of(LoweredStep step) => Of(step.Calls);

    public static IEnumerable<ConstantId> Of(IEnumerable<KernelCall> calls) =>
        calls.SelectMany(c => c.FlatArguments).SelectMany(Of).Distinct();

    private static IEnumerable<ConstantId> Of(KernelArgument argument) => argument switch
    {
        ConstantArgument c => [c.Constant],
        StructArgument s => s.Fields.SelectMany(f => Of(f.Value)),
        _ => [],
    };

    private static IEnumerable<ConstantId> Of(FieldValue value) => value switch
    {
        ConstantAddressValue c => [c.Constant],
        NestedValue n => n.Fields.SelectMany(f => Of(f.Value)),
        _ => [],
    };
}
