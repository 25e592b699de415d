using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>How each options table is verified.</summary>
internal static class OptionsVerification
{
    /// <remarks>Options that no converter reads get their header checked only.</remarks>
    public static FlatBufferVerifier.TableAction For(OptionsKind kind) => kind switch
    {
        OptionsKind.Conv2D => ConvolutionOptions.Verify(isDepthwise: false),
        OptionsKind.DepthwiseConv2D => ConvolutionOptions.Verify(isDepthwise: true),
        OptionsKind.Pool2D => Pool2DOptions.Verify,
        OptionsKind.FullyConnected => FullyConnectedOptions.Verify,
        OptionsKind.Softmax => SoftmaxOptions.Verify,
        OptionsKind.Concatenation => ConcatenationOptions.Verify,
        OptionsKind.Add or OptionsKind.Mul or OptionsKind.Sub or OptionsKind.Div or OptionsKind.L2Normalization =>
            ElementwiseOptions.Verify,
        OptionsKind.Gather => GatherOptions.Verify,
        OptionsKind.MirrorPad => MirrorPadOptions.Verify,
        OptionsKind.DepthToSpace or OptionsKind.SpaceToDepth => BlockOptions.Verify,
        OptionsKind.BatchMatMul => BatchMatMulOptions.Verify,
        OptionsKind.TransposeConv => TransposeConvOptions.Verify,
        OptionsKind.ResizeBilinear => ResizeBilinearOptions.Verify,
        OptionsKind.ResizeNearestNeighbor => ResizeNearestNeighborOptions.Verify,
        OptionsKind.Reshape => ReshapeOptions.Verify,
        OptionsKind.Reducer => ReducerOptions.Verify,
        OptionsKind.CumulativeSum => CumulativeSumOptions.Verify,
        OptionsKind.LeakyRelu => LeakyReluOptions.Verify,
        OptionsKind.Gelu => GeluOptions.Verify,
        OptionsKind.CallOnce => CallOnceOptions.Verify,
        OptionsKind.VarHandle => VarHandleOptions.Verify,
        OptionsKind.Svdf => SvdfOptions.Verify,
        OptionsKind.SequenceLstm => SequenceLstmOptions.Verify,
        OptionsKind.Squeeze => SqueezeOptions.Verify,
        OptionsKind.StridedSlice => StridedSliceOptions.Verify,
        OptionsKind.Pack => PackOptions.Verify,
        OptionsKind.Unpack => UnpackOptions.Verify,
        _ => static (_, _) => true,
    };
}
