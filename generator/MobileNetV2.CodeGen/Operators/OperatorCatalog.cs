using System.Collections.Frozen;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Every operator, in the order of the documentation. A test compares it with the records of the assembly.</summary>
internal static class OperatorCatalog
{
    private static readonly FrozenDictionary<Type, OperatorDefinition> ByType;

    static OperatorCatalog()
    {
        ByType = All.ToFrozenDictionary(d => d.OperatorType);
        ByKind = All.SelectMany(d => d.Kinds, KeyValuePair.Create).ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
    }

    public static ImmutableArray<OperatorDefinition> All { get; } =
    [
        new Conv2DDefinition(),
        new DepthwiseConv2DDefinition(),
        new FullyConnectedDefinition(),
        new TransposeConvDefinition(),
        new BatchMatMulDefinition(),
        new AddDefinition(),
        new SubDefinition(),
        new MulDefinition(),
        new DivDefinition(),
        new SquaredDifferenceDefinition(),
        new MaximumDefinition(),
        new MinimumDefinition(),
        new PreluDefinition(),
        new AddNDefinition(),
        new FloorDivDefinition(),
        new FloorModDefinition(),
        new PowDefinition(),
        new ComparisonDefinition(),
        new LogicalDefinition(),
        new LogicalNotDefinition(),
        new AveragePool2DDefinition(),
        new MaxPool2DDefinition(),
        new MeanDefinition(),
        new SumDefinition(),
        new CumulativeSumDefinition(),
        new ReduceMaxDefinition(),
        new ReduceMinDefinition(),
        new ResizeBilinearDefinition(),
        new ResizeNearestNeighborDefinition(),
        new ResizeAreaDefinition(),
        new CameraImageDefinition(),
        new ChannelTableDefinition(),
        new SoftmaxDefinition(),
        new LogSoftmaxDefinition(),
        new L2NormalizationDefinition(),
        new PadDefinition(),
        new ConcatenationDefinition(),
        new TransposeDefinition(),
        new GatherDefinition(),
        new TileDefinition(),
        new ReverseDefinition(),
        new MirrorPadDefinition(),
        new DepthToSpaceDefinition(),
        new SpaceToDepthDefinition(),
        new SpaceToBatchDefinition(),
        new BatchToSpaceDefinition(),
        new ReshapeDefinition(),
        new SliceDefinition(),
        new SplitDefinition(),
        new PackDefinition(),
        new ArgExtremeDefinition(),
        new TopKDefinition(),
        new SelectDefinition(),
        new GatherNdDefinition(),
        new GatherV2Definition(),
        new AssignVariableDefinition(),
        new DetectionPostProcessDefinition(),
        new SvdfDefinition(),
        new SequenceLstmDefinition(),
        new ShapeOfDefinition(),
        new BroadcastDefinition(),
        new CastDefinition(),
        new ReduceProductDefinition(),
        new QuantizeDefinition(),
        new DequantizeDefinition(),
        new ReluDefinition(),
        new LogisticDefinition(),
        new TanhDefinition(),
        new HardSwishDefinition(),
        new EluDefinition(),
        new AbsDefinition(),
        new NegDefinition(),
        new Relu0To1Definition(),
        new RsqrtDefinition(),
        new SqrtDefinition(),
        new ExpDefinition(),
        new LogDefinition(),
        new SquareDefinition(),
        new SignDefinition(),
        new LeakyReluDefinition(),
        new GeluDefinition(),
        new RoundingDefinition(),
    ];

    public static FrozenDictionary<string, OperatorDefinition> ByKind { get; }

    /// <summary>All kinds, in the order of the documentation.</summary>
    public static IEnumerable<string> Kinds => All.SelectMany(d => d.Kinds);

    public static OperatorDefinition Of(Operator op) =>
        ByType.TryGetValue(op.GetType(), out var definition) ? definition : throw new InvalidOperationException($"{op} has no definition");
}
