using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Emission;

/// <summary>Planned programs made by hand, so that emission is tested without the stages before it.</summary>
internal static class TinyPrograms
{
    private const string Fastest = "own kernels are fastest on host";

    public static readonly Target Host = new(
        "host", "Host", Core.Host, HasDsp: false, HasMve: false, HasFpu: true, 16, [], KernelSet.Portable, [], null);

    /// <summary>A 1x1 convolution that doubles, and the sum of it and the input: 3x as long as nothing saturates.</summary>
    public static PlannedProgram ConvolutionAndSum()
    {
        var b = new GraphBuilder("tiny */ net");
        var q = QuantizationParameters.PerTensor(0.5f, 0);
        var shape = new Shape(1, 2, 3, 2);
        var input = b.Input("image /* raw */", shape, ElementType.Int8, q);
        var filter = b.Constant("filter", new Shape(2, 1, 1, 2), ElementType.Int8, q, new byte[] { 4, 0, 0, 4 });
        var doubled = b.Tensor("doubled", shape, ElementType.Int8, q);
        var sum = b.Tensor("sum", shape, ElementType.Int8, q);
        b.Add(id => new Conv2D(id, [input, filter], [doubled], Size2D.One, Size2D.One, default, Activation.None));
        b.Add(id => new Add(id, [input, doubled], [sum], Activation.None));
        b.Output(sum);
        var graph = b.Build();

        ImmutableArray<ConstantArray> constants =
        [
            new(new ConstantId(0), "conv_2d_0_filter", "filter, 2x1x1x2", ElementType.Int8, new byte[] { 4, 0, 0, 4 }, 1),
            new(new ConstantId(1), "conv_2d_0_multiplier", "output multipliers", ElementType.Int32, Int32(1 << 30, 1 << 30), 4),
            new(new ConstantId(2), "conv_2d_0_shift", "output shifts", ElementType.Int32, Int32(0, 0), 4),
            new(new ConstantId(3), "conv_2d_0_bias", "folded bias", ElementType.Int32, Int32(0, 0), 16),
        ];
        var program = new KernelProgram(
            graph,
            Host,
            KernelSet.Portable,
            [
                new LoweredStep(0, new LayerStep(graph.Operators[0]), [Convolution()], [doubled], 24, 240) { Reason = Fastest },
                new LoweredStep(1, new LayerStep(graph.Operators[1]), [Sum()], [sum], 0, 120) { Reason = Fastest },
            ],
            [
                new ArenaBuffer(new BufferId(0), "input", BufferKind.Input, 12, 16, 0, 1),
                new ArenaBuffer(new BufferId(1), "conv_2d_0_output", BufferKind.Activation, 12, 16, 0, 1),
                new ArenaBuffer(new BufferId(2), "output", BufferKind.Output, 12, 16, 1, 1),
            ],
            [],
            constants,
            ImmutableSortedDictionary<TensorId, TensorPlacement>.Empty
                .Add(input, new TensorPlacement(new BufferId(0), 0))
                .Add(doubled, new TensorPlacement(new BufferId(1), 0))
                .Add(sum, new TensorPlacement(new BufferId(2), 0)));
        var plan = new MemoryPlan(
            [new(new BufferId(0), 0, 0), new(new BufferId(1), 0, 16), new(new BufferId(2), 0, 32)], [48], 36, 1);
        return new PlannedProgram(program, plan);
    }

    /// <summary>The same in two memory regions: the output apart from the rest, and the constants in a third.</summary>
    public static PlannedProgram InRegions()
    {
        var together = ConvolutionAndSum();
        return together with
        {
            Plan = together.Plan with
            {
                Offsets = [new(new BufferId(0), 0, 0), new(new BufferId(1), 0, 16), new(new BufferId(2), 1, 0)],
                ArenaBytes = [32, 16],
                RegionNames = ["dtcm", "sram"],
            },
        };
    }

    public static CompileRequest InRegions(CompileRequest request) => request with
    {
        Place = [new(PlacedPart.Output, "sram"), new(PlacedPart.Weights, "qspi")],
    };

    public static CompileRequest Request(PlannedProgram planned, WeightsFormat format = WeightsFormat.C) =>
        new(planned.Program.Graph, "tiny", new string('a', 64), Host) { Weights = format };

    private static KernelCall Convolution() => new(
        Kernel.Own("mnv2_convolve_s8"),
        [
            new StructArgument("mnv2_conv_params", "params",
            [
                Field("batches", 1), Field("input_height", 2), Field("input_width", 3), Field("input_channels", 2),
                Field("output_height", 2), Field("output_width", 3), Field("output_channels", 2),
                Field("kernel_height", 1), Field("kernel_width", 1), Field("stride_height", 1), Field("stride_width", 1),
                Field("dilation_height", 1), Field("dilation_width", 1), Field("groups", 1),
                Field("activation_min", -128), Field("activation_max", 127),
            ]),
            new ConstantArgument(new ConstantId(1)),
            new ConstantArgument(new ConstantId(2)),
            new BufferArgument(new BufferId(0), 0, ElementType.Int8, IsReadOnly: true),
            new ConstantArgument(new ConstantId(0)),
            new ConstantArgument(new ConstantId(3)),
            new NullArgument(),
            new BufferArgument(new BufferId(1), 0, ElementType.Int8, IsReadOnly: false),
        ]);

    private static KernelCall Sum() => new(
        Kernel.Own("mnv2_add_s8"),
        [
            new StructArgument("mnv2_add_params", "params",
            [
                Field("input_1_multiplier", 1 << 30), Field("input_2_multiplier", 1 << 30), Field("input_2_sign", 1),
                Field("left_shift", 20),
                Field("output_multiplier", 1 << 30), Field("output_shift", -18), Field("activation_min", -128),
                Field("activation_max", 127),
            ]),
            new BufferArgument(new BufferId(0), 0, ElementType.Int8, IsReadOnly: true),
            new BufferArgument(new BufferId(1), 0, ElementType.Int8, IsReadOnly: true),
            new BufferArgument(new BufferId(2), 0, ElementType.Int8, IsReadOnly: false),
            new IntegerArgument(12),
        ]);

    private static StructField Field(string name, long value) => new(name, new IntegerValue(value));

    private static byte[] Int32(params int[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }
}
