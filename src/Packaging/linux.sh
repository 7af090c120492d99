#!/bin/sh
# Makes the packages for Linux on x64 that need no .NET: sh src/Packaging/linux.sh DIRECTORY
# writes a tarball, a .deb and a Python wheel of the same files into the directory.
set -eu
out=${1:?name the directory to write to, as in sh src/Packaging/linux.sh packages}
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$(dirname "$0")/../.."
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet publish -c Release src/FastMtp.Native -o "$work/library"
dotnet publish -c Release src/FastMtp.Executable -o "$work/command"

name=fastmtp-$version-linux-x64
tree=$work/$name
mkdir -p "$tree/bin" "$tree/lib/fastmtp" "$tree/include" "$tree/share/doc/fastmtp"
install -m 755 "$work/command/fastmtp" "$tree/bin"
install -m 755 "$work"/command/fastmtp-v* "$tree/lib/fastmtp"
install -m 644 "$work"/command/lib*.so "$tree/lib/fastmtp"
install -m 644 "$work"/library/libfastmtp*.so "$tree/lib"
install -m 644 "$work/library/fastmtp.h" "$tree/include"
install -m 644 README.md CHANGELOG.md LICENSE THIRD-PARTY-NOTICES.md "$tree/share/doc/fastmtp"
strip --strip-unneeded "$tree/bin/fastmtp" "$tree"/lib/*.so "$tree"/lib/fastmtp/*

# What all of it needs of the system.
files=$(find "$tree/bin" "$tree/lib" -type f)
glibc=$(readelf --wide --version-info $files | grep -o 'GLIBC_[0-9][0-9.]*' | sed s/GLIBC_// | sort -Vu | tail -n 1)
needed=$(readelf --wide --dynamic $files | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u)
depends="libc6 (>= $glibc)"
for library in $needed; do
    case $library in
        libc.so.* | libm.so.* | libdl.so.* | libpthread.so.* | librt.so.* | ld-linux*) ;;
        libgcc_s.so.1) depends="$depends, libgcc-s1" ;;
        libstdc++.so.6) depends="$depends, libstdc++6" ;;
        *) echo "$library is needed; say which Debian package has it." >&2 && exit 1 ;;
    esac
done

export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -cf - "$name" | gzip -n9 > "$out/$name.tar.gz"

deb=$work/deb
mkdir -p "$deb/DEBIAN"
cp -r "$tree" "$deb/usr"
mv "$deb/usr/share/doc/fastmtp/LICENSE" "$deb/usr/share/doc/fastmtp/copyright"
cat > "$deb/DEBIAN/control" <<END
Package: fastmtp
Version: $version
Architecture: amd64
Maintainer: The FastMtp authors <none@localhost>
Section: science
Priority: optional
Installed-Size: $(du -sk "$deb/usr" | cut -f 1)
Depends: $depends
Suggests: lammps, libkim-api-dev, cmake, g++, xxd, wget, python3-ase, openmpi-bin
Description: fits and runs interatomic potentials
 FastMtp turns energies, forces and stresses from electronic-structure
 calculations into Moment Tensor Potentials and Atomic Cluster Expansions,
 evaluates them, and runs them in LAMMPS, ASE and programs in C.
END
printf '#!/bin/sh\nldconfig\n' > "$deb/DEBIAN/postinst"
cp "$deb/DEBIAN/postinst" "$deb/DEBIAN/postrm"
chmod 755 "$deb/DEBIAN/postinst" "$deb/DEBIAN/postrm"
dpkg-deb --root-owner-group -Zxz --build "$deb" "$out/fastmtp_${version}_amd64.deb"

python3 src/Packaging/wheel.py "$tree" "$version" "$glibc" "$out"
