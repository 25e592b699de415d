using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering.CmsisNn;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>The rule that decides which kernels an operator runs on.</summary>
/// <remarks>The library is used for exactly the operators listed here, and of those only where every build of it gives the reference's bits.
/// All others run on portable kernels, with both sets.</remarks>
internal sealed class KernelSelection(Graph graph, Target target, KernelSet requested)
{
    private const int CmsisRank = 4;

    /// <summary>The set in use; never <see cref="KernelSet.Auto"/>.</summary>
    public KernelSet Kernels { get; } = requested switch
    {
        KernelSet.Auto => target.PreferredKernels == KernelSet.CmsisNn ? KernelSet.CmsisNn : KernelSet.Portable,
        _ => requested,
    };

    public bool UsesCmsisNn(Operator op) => Kernels == KernelSet.CmsisNn && op switch
    {
        Conv2D o => HasSymmetricWeights(o.Filter) && CmsisLimits.Convolution(ConvolutionForm.Of(WindowGeometry.Of(o, graph))),
        DepthwiseConv2D o => HasSymmetricWeights(o.Filter) && SupportsDepthwise(o),
        FullyConnected => true,
        Add o => HasEqualShapes(o),
        Mul o => HasEqualShapes(o),
        AveragePool2D o => CmsisLimits.Pool(WindowGeometry.Of(o, graph)),
        MaxPool2D o => CmsisLimits.Pool(WindowGeometry.Of(o, graph)),
        Softmax o => CmsisLimits.Softmax(graph[o.Input].Shape.Channels),
        Pad o => PaddedDimensions.Of(graph[o.Input].Shape, o).Length <= CmsisRank,
        _ => false,
    };

    /// <summary>The library's convolutions know no zero point of weights.</summary>
    private bool HasSymmetricWeights(TensorId filter) => graph[filter].RequiredQuantization.ZeroPoints.All(z => z == 0);

    private bool SupportsDepthwise(DepthwiseConv2D op)
    {
        var window = WindowGeometry.Of(op, graph);
        return DepthwiseLowering.IsConvolution(op, graph, target)
            ? CmsisLimits.Convolution(ConvolutionForm.Of(window with { FilterChannels = 1 }))
            : CmsisLimits.Depthwise(window);
    }

    /// <summary>The library does not broadcast.</summary>
    private bool HasEqualShapes(BinaryOperator op) =>
        Broadcasting.Of(graph[op.Left].Shape, graph[op.Right].Shape, graph[op.Output].Shape).IsPlain;
}
