namespace MobileNetV2.CodeGen.Kernels;

/// <summary>What a tile argument counts.</summary>
internal enum TileNumber
{
    /// <summary>Row of the output.</summary>
    Row,

    /// <summary>First column.</summary>
    FirstColumn,

    /// <summary>Column behind the last.</summary>
    EndColumn,

    /// <summary>Pixels of the tile.</summary>
    Pixels,

    /// <summary>Pixels of the tensor before the tile, in raster order.</summary>
    PixelsBefore,
}
