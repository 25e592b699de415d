using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Kernels.CmsisNn;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>A question for every emitted call that has an <c>arm_*_get_buffer_size</c>,
/// from the very structures that are emitted.</summary>
internal static class NetworkQuestions
{
    public static ImmutableArray<ScratchQuestion> Of(KernelProgram program) =>
    [
        .. from step in program.Steps
           from call in step.Calls
           let query = call.Kernel.Library?.Scratch ?? ScratchQuery.None
           where query != ScratchQuery.None
           select Of(step, call, query),
    ];

    private static ScratchQuestion Of(LoweredStep step, KernelCall call, ScratchQuery query)
    {
        var structs = call.Arguments.OfType<StructArgument>().ToList();
        var parameters = structs.Single(s => s.Name is "conv_params" or "dw_conv_params" or "pool_params" or "fc_params").Fields;
        ImmutableArray<int> numbers =
        [
            (int)query,
            .. Dims("input_dims"), .. Dims("filter_dims"), .. Dims("output_dims"),
            .. Tile("stride"), .. Tile("dilation"), .. Tile("padding"),
            query is ScratchQuery.Depthwise or ScratchQuery.WideDepthwise ? Number(parameters, "ch_mult") : 1,
        ];
        return new(call.Kernel.Function, numbers, $"step {step.Index}", Number(structs.Single(s => s.Name == "ctx").Fields, "size"));

        int[] Dims(string name)
        {
            var fields = structs.Single(s => s.Name == name).Fields;
            return [Number(fields, "n"), Number(fields, "h"), Number(fields, "w"), Number(fields, "c")];
        }

        // Pools have no dilation, fully connected layers no window at all.
        int[] Tile(string name) => parameters.SingleOrDefault(f => f.Name == name)?.Value is NestedValue { Fields: var fields }
            ? [Number(fields, "h"), Number(fields, "w")]
            : [1, 1];
    }

    private static int Number(ImmutableArray<StructField> fields, string name) =>
        checked((int)((IntegerValue)fields.Single(f => f.Name == name).Value).Value);
}
