namespace MobileNetV2.CodeGen.Kernels;

/// <summary>Whom to ask how much scratch memory a function of CMSIS-NN wants. The numbers are those of <c>mnv2_scratch.c</c>.</summary>
internal enum ScratchQuery
{
    None = -1,
    Convolution = 0,
    Depthwise = 1,
    AveragePool = 2,
    FullyConnected = 3,
    WideConvolution = 4,
    WideDepthwise = 5,
    WideAveragePool = 6,
}
