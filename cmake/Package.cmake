# The Debian package: `cpack` in a release build, or ./dev package.
include(GNUInstallDirs)
set(debian ${PROJECT_SOURCE_DIR}/deploy/debian)
set(staging ${PROJECT_BINARY_DIR}/package)
# Where lintian and deb-systemd-helper want units: Debian 12 keeps them in /lib, later ones in /usr/lib alone.
file(STRINGS /etc/os-release debian_version REGEX "^VERSION_ID=")
if(debian_version MATCHES "=\"?12\"?$")
  set(unit_folder /lib/systemd/system)
else()
  set(unit_folder /usr/lib/systemd/system)
endif()
set(documentation ${CMAKE_INSTALL_DATADIR}/doc/newswatch)

# The same commit gives the same package.
execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} log -1 --format=%cD OUTPUT_VARIABLE NEWSWATCH_RELEASE_DATE
                OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
configure_file(${debian}/changelog.in ${staging}/changelog @ONLY)

# Pages that the program writes about itself, and what Debian wants compressed.
function(newswatch_page name page)
  add_custom_command(OUTPUT ${staging}/${name}
    COMMAND sh -c "$<TARGET_FILE:newswatch-reference> ${page} > ${staging}/${name}"
    DEPENDS newswatch-reference VERBATIM)
endfunction()
function(newswatch_compressed name source)
  add_custom_command(OUTPUT ${staging}/${name}
    COMMAND sh -c "gzip -9nc ${source} > ${staging}/${name}" DEPENDS ${source} VERBATIM)
endfunction()
newswatch_page(newswatch.1 man-page)
newswatch_page(newswatch.bash bash-completion)
newswatch_page(_newswatch zsh-completion)
newswatch_page(newswatch.fish fish-completion)
newswatch_compressed(newswatch.1.gz ${staging}/newswatch.1)
newswatch_compressed(changelog.gz ${staging}/changelog)
add_custom_target(package_files ALL DEPENDS ${staging}/newswatch.1.gz ${staging}/changelog.gz ${staging}/newswatch.bash
                  ${staging}/_newswatch ${staging}/newswatch.fish)

# In /etc the schema is not beside the file.
file(READ ${PROJECT_SOURCE_DIR}/deploy/newswatch.yaml configuration)
string(REPLACE "$schema=newswatch.schema.json" "$schema=/usr/share/newswatch/newswatch.schema.json" configuration
       "${configuration}")
file(CONFIGURE OUTPUT ${staging}/newswatch.yaml CONTENT "${configuration}" @ONLY)

install(TARGETS newswatch RUNTIME COMPONENT program)
install(TARGETS newswatch_civetweb_ssl newswatch_civetweb_crypto LIBRARY DESTINATION lib/newswatch COMPONENT program)
install(FILES ${staging}/newswatch.yaml DESTINATION ${CMAKE_INSTALL_FULL_SYSCONFDIR}/newswatch)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/deploy/rules DESTINATION ${CMAKE_INSTALL_FULL_SYSCONFDIR}/newswatch)
install(FILES ${PROJECT_SOURCE_DIR}/deploy/newswatch.schema.json ${PROJECT_SOURCE_DIR}/rules/rules.schema.json
        DESTINATION ${CMAKE_INSTALL_DATADIR}/newswatch)
install(FILES ${PROJECT_SOURCE_DIR}/deploy/prometheus/newswatch.rules.yaml ${PROJECT_SOURCE_DIR}/deploy/prometheus/alertmanager.yaml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/newswatch/prometheus)
install(FILES ${PROJECT_SOURCE_DIR}/deploy/grafana/newswatch-news.json
              ${PROJECT_SOURCE_DIR}/deploy/grafana/newswatch-operations.json
        DESTINATION ${CMAKE_INSTALL_DATADIR}/newswatch/grafana)
install(FILES ${PROJECT_SOURCE_DIR}/deploy/systemd/newswatch.service DESTINATION ${unit_folder})
install(FILES ${staging}/newswatch.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${staging}/newswatch.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME newswatch)
install(FILES ${staging}/_newswatch DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${staging}/newswatch.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${debian}/copyright ${staging}/changelog.gz ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION ${documentation})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${documentation} PATTERN decisions EXCLUDE)

file(GLOB_RECURSE rules RELATIVE ${PROJECT_SOURCE_DIR}/deploy CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/deploy/rules/*.yaml)
list(TRANSFORM rules PREPEND ${CMAKE_INSTALL_FULL_SYSCONFDIR}/newswatch/)
list(JOIN rules "\n" rules)
file(CONFIGURE OUTPUT ${staging}/conffiles CONTENT "${CMAKE_INSTALL_FULL_SYSCONFDIR}/newswatch/newswatch.yaml\n${rules}\n")

set(CPACK_GENERATOR DEB)
set(CPACK_SET_DESTDIR ON)  # some files go to /etc
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_NAME newswatch)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_SOURCE_DIR}/build)
set(CPACK_PACKAGE_CONTACT "The Newswatch authors <newswatch@newswatch.example>")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "init-system-helpers (>= 1.54~)")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Reads news articles from Kafka, finds mentions of tracked topics and officials
and what they are quoted saying, groups them into stories, and publishes alerts
to Kafka. Metrics go to Prometheus.")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${staging}/conffiles ${debian}/postinst ${debian}/prerm ${debian}/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
